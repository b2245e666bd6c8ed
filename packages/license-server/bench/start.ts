// How long a server takes from its start to its first answer to a signed request.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Result } from "@borrow-license/bench/report";
import { median } from "@borrow-license/bench/statistics";
import { type Caller, requestSigner } from "./checkouts.ts";
import { Connections } from "./connections.ts";
import { addLeases, createLicenses, temporaryFolder } from "./license-server.ts";
import { startPostgres } from "./postgres.ts";
import { rounded } from "./rounds.ts";

const ROUNDS = 9;
const LEASES = 1_000_000;
const PROGRAM = fileURLToPath(new URL("../dist/program/main.js", import.meta.url));

/** A program that is running as a server. */
interface Started {
  readonly program: ChildProcess;
  readonly caller: Caller;
  /** Open, for its first request. */
  readonly connections: Connections;
}

/** Where a program keeps its data. */
interface Place {
  readonly dataFolder: string;
  /** A `postgres://` URL in place of SQLite in the data folder. */
  readonly database?: string;
}

/** The program's own start: with new folders, with an empty store, and with a million leases. */
export async function start(): Promise<readonly Result[]> {
  const folder = temporaryFolder();
  const postgres = await startPostgres();
  try {
    return [
      ...(await startsOf("SQLite", async (name) => ({ dataFolder: join(folder, name) }))),
      ...(await startsOf("PostgreSQL", async (name) => ({
        dataFolder: join(folder, `postgres-${name}`),
        database: await postgres.createDatabase(),
      }))),
    ];
  } finally {
    await postgres.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startsOf(name: string, newPlace: (name: string) => Promise<Place>): Promise<readonly Result[]> {
  const used = await newPlace("used");
  const caller = await addLicense(used);
  const first: number[] = [];
  const empty: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    first.push(await timeToAnswer(await newPlace(`new-${round}`)));
    empty.push(await timeToAnswer(used, caller));
  }
  await addLeases(used.database ?? join(used.dataFolder, "licenses.sqlite"), caller.licenseArn, LEASES);
  const full: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) full.push(await timeToAnswer(used, caller));
  return [
    startResult(`${name}, first start, which makes the keys`, first, 300),
    startResult(`${name}, start with an empty store`, empty, 300),
    startResult(`${name}, start with ${LEASES} leases`, full, 1000),
  ];
}

function startResult(name: string, times: readonly number[], goal: number): Result {
  const value = Math.round(median(times));
  return { name, value, unit: "ms", baseline: `${goal} ms`, ratio: rounded(value / goal), limit: 1 };
}

/** Makes a store with one license, which nobody has borrowed yet. */
async function addLicense(place: Place): Promise<Caller & { readonly licenseArn: string }> {
  const { caller, connections, program } = await started(place);
  const [licenseArn = ""] = await createLicenses(caller, 1);
  await stopped(program, connections);
  return { ...caller, licenseArn };
}

async function timeToAnswer(place: Place, known?: Caller): Promise<number> {
  const begin = performance.now();
  const { caller, connections, program } = await started(place, known);
  const sign = requestSigner(caller);
  await connections.load([sign("ListLicenses", JSON.stringify({ MaxResults: 1 }))]);
  const milliseconds = performance.now() - begin;
  await stopped(program, connections);
  return milliseconds;
}

/** Starts the program. The first start of a store says which key the administrator has. */
async function started({ dataFolder, database }: Place, known?: Caller): Promise<Started> {
  const where = ["--data", dataFolder, ...(database === undefined ? [] : ["--database", database])];
  const program = spawn(process.execPath, [PROGRAM, "serve", "--port", "0", ...where], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const last = known === undefined ? /AWS_SECRET_ACCESS_KEY=(\S+)/ : /It accepts requests/;
  const text = await said(program, last);
  const port = Number(/http:\/\/127\.0\.0\.1:([0-9]+)/.exec(text)?.[1]);
  const shown = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? "";
  const accessKeyId = known?.accessKeyId ?? shown(/AWS_ACCESS_KEY_ID=(\S+)/);
  const secretAccessKey = known?.secretAccessKey ?? shown(/AWS_SECRET_ACCESS_KEY=(\S+)/);
  return { program, caller: { port, accessKeyId, secretAccessKey }, connections: await Connections.open(port, 1) };
}

/** All that a program has said, once something is in it. */
async function said({ stdout }: ChildProcess, last: RegExp): Promise<string> {
  let text = "";
  for await (const chunk of (stdout as NonNullable<typeof stdout>).iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (last.test(text)) return text;
  }
  throw new Error(`The program ended, and said: ${text}`);
}

async function stopped(program: ChildProcess, connections: Connections): Promise<void> {
  connections.close();
  if (program.exitCode !== null) return;
  const exited = once(program, "exit");
  program.kill("SIGTERM");
  await exited;
}
