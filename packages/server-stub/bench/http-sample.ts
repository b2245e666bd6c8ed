// One server and who calls it over loopback HTTP, started by processTurns. Each sample is the number of requests a second
// and the server's CPU time for one of them, in microseconds.

import { fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { answerTurns } from "@borrow-license/bench/process-turns";
import { CONTENT_TYPE, REQUEST_BYTES, TARGET } from "./checkout.ts";

const CONNECTIONS = 16;
const WARM_UP_MS = 1_500;
const MEASURED_MS = 250;

const [contender = ""] = process.argv.slice(2);
const server = fork(fileURLToPath(new URL("http-server.ts", import.meta.url)), [contender]);
const [port] = (await once(server, "message")) as [number];

const HEAD = `POST / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: ${CONTENT_TYPE}\r\nx-amz-target: ${TARGET}\r\ncontent-length: ${REQUEST_BYTES.length}\r\n\r\n`;
const REQUEST = Buffer.concat([Buffer.from(HEAD), REQUEST_BYTES]);

const connections: Socket[] = [];
let answers = 0;
let isLoading = false;
let waiting = 0;

/** Sends one request after the other on one connection. The first answer is read closely, others by their length. */
async function open(): Promise<void> {
  let expected = 0;
  let received = 0;
  let first = "";
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  connections.push(socket);
  await once(socket, "connect");
  socket.on("data", (chunk) => {
    received += chunk.length;
    if (expected === 0) {
      first += chunk.toString("latin1");
      expected = lengthOf(first);
    }
    if (expected === 0 || received < expected) return;
    received -= expected;
    answers += 1;
    if (isLoading) socket.write(REQUEST);
    else waiting -= 1;
  });
}

function lengthOf(answer: string): number {
  const end = answer.indexOf("\r\n\r\n");
  if (end === -1) return 0;
  if (!answer.startsWith("HTTP/1.1 200 ")) throw new Error(`${contender} answered: ${answer}`);
  return end + 4 + Number(/content-length: (\d+)/i.exec(answer)?.[1]);
}

async function serverCpu(): Promise<number> {
  server.send("cpu");
  const [{ user, system }] = (await once(server, "message")) as [NodeJS.CpuUsage];
  return user + system;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function load(ms: number): Promise<{ readonly throughput: number; readonly cpu: number }> {
  const cpu = await serverCpu();
  const before = answers;
  const start = performance.now();
  isLoading = true;
  waiting = CONNECTIONS;
  for (const connection of connections) connection.write(REQUEST);
  await pause(ms);
  isLoading = false;
  while (waiting > 0) await pause(1);
  const seconds = (performance.now() - start) / 1000;
  const answered = answers - before;
  return { throughput: answered / seconds, cpu: ((await serverCpu()) - cpu) / answered };
}

for (let connection = 0; connection < CONNECTIONS; connection += 1) await open();
await load(WARM_UP_MS);
process.on("disconnect", () => server.disconnect());
answerTurns(() => load(MEASURED_MS));
