import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createLicenseManagerHandler, type HandlerOptions, type LicenseManagerService } from "../index.js";
import { createNodeListener } from "./index.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-1";
const BODY = JSON.stringify({ LicenseArn: ARN });
const MEBIBYTE = 1024 * 1024;
const open: { server: Server; client: Socket }[] = [];

interface Connection {
  readonly server: Server;
  readonly client: Socket;
  readonly requests: IncomingMessage[];
}

async function connected(
  getLicense: LicenseManagerService["getLicense"],
  options?: HandlerOptions,
): Promise<Connection> {
  const listener = createNodeListener(createLicenseManagerHandler({ getLicense }, options));
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  open.push({ server, client });
  await once(client, "connect");
  return { server, client, requests };
}

/** A request as it goes over the wire, without its body. */
function head(framing: string): string {
  return (
    "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: AWSLicenseManager.GetLicense\r\n" +
    `content-type: application/x-amz-json-1.1\r\n${framing}\r\n\r\n`
  );
}

const REQUEST = `${head(`content-length: ${BODY.length}`)}${BODY}`;

/** All that arrives until the text has been seen so often. */
async function received(client: Socket, text: string, times = 1): Promise<string> {
  let all = "";
  while (all.split(text).length <= times) {
    const [chunk] = (await once(client, "data")) as [Buffer];
    all += chunk.toString();
  }
  return all;
}

afterEach(() => {
  for (const { server, client } of open.splice(0)) {
    client.destroy();
    server.closeAllConnections();
    server.close();
  }
});

describe("a connection", () => {
  it("carries one request after the other", async () => {
    const { client, requests } = await connected(() => ({ License: { LicenseName: "Studio" } }));
    for (let request = 0; request < 3; request += 1) {
      client.write(REQUEST);
      expect(await received(client, '"Studio"}}')).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*connection: keep-alive/i);
    }
    expect(new Set(requests.map(({ socket }) => socket)).size).toBe(1);
  });

  it("carries answers in the order of the requests, whichever is ready first", async () => {
    const pending: (() => void)[] = [];
    const { client } = await connected(() => {
      const order = pending.length + 1;
      return new Promise((resolve) => {
        pending.push(() => resolve({ License: { LicenseName: `answer ${order}` } }));
        if (pending.length === 2) for (const answer of pending.toReversed()) answer();
      });
    });
    client.write(`${REQUEST}${REQUEST}`);
    const answers = await received(client, "}}", 2);
    expect(answers.match(/answer \d/g)).toEqual(["answer 1", "answer 2"]);
  });

  it("carries on after a request that was refused", async () => {
    const { client } = await connected(() => ({ License: { LicenseName: "Studio" } }));
    client.write(`${head("content-length: 1")}{`);
    expect(await received(client, "SerializationException")).toMatch(/^HTTP\/1\.1 400 /);
    client.write(REQUEST);
    expect(await received(client, '"Studio"}}')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("carries on after a request whose body nobody reads, where that is short", async () => {
    const { client } = await connected(() => ({ License: { LicenseName: "Studio" } }));
    client.write(REQUEST.replace("GetLicense", "StealLicense"));
    expect(await received(client, "UnknownOperationException")).toMatch(/^HTTP\/1\.1 404 /);
    client.write(REQUEST);
    expect(await received(client, '"Studio"}}')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("waits for a client that reads slowly, and loses nothing", async () => {
    const LicenseName = "x".repeat(16 * MEBIBYTE);
    const { client, requests } = await connected(() => ({ License: { LicenseName } }));
    client.pause();
    client.write(REQUEST);
    await expect.poll(() => requests[0]?.socket.writableNeedDrain).toBe(true);
    let size = 0;
    client.on("data", (chunk: Buffer) => {
      size += chunk.length;
    });
    client.resume();
    await expect.poll(() => size).toBeGreaterThan(LicenseName.length);
    expect(requests[0]?.socket.writableLength).toBe(0);
  });
});

describe("a body that arrives with its header fields", () => {
  it("is refused over the limit, whatever its length was said to be", async () => {
    const { client } = await connected(() => ({}), { maxBodyBytes: BODY.length - 1 });
    client.write(`${head("transfer-encoding: chunked")}${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`);
    expect(await received(client, "RequestEntityTooLargeException")).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("is read in full where it came in many chunks", async () => {
    const { client } = await connected(({ LicenseArn }) => ({ License: { LicenseArn } }));
    const chunks = [...BODY].map((character) => `1\r\n${character}\r\n`).join("");
    client.write(`${head("transfer-encoding: chunked")}${chunks}0\r\n\r\n`);
    expect(await received(client, ARN)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("never reaches the operation where the connection breaks within it", async () => {
    let calls = 0;
    const count = (): Record<string, never> => {
      calls += 1;
      return {};
    };
    const answered = new Promise<string | undefined>((resolve) => {
      const onAnswer: HandlerOptions["onAnswer"] = ({ errorName }) => resolve(errorName);
      void connected(count, { onAnswer }).then(({ client }) => {
        client.write(`${head("transfer-encoding: chunked")}${BODY.length.toString(16)}\r\n${BODY}\r\nno chunk\r\n`);
      });
    });
    expect(await answered).toBe("SerializationException");
    expect(calls).toBe(0);
  });
});

describe("a body over the limit", () => {
  it.each([
    ["that says so", `content-length: ${1024 * MEBIBYTE}`],
    ["of unknown length", "transfer-encoding: chunked"],
  ])("%s is refused while it is being sent, and read no further", async (_what, framing) => {
    const { client, requests } = await connected(() => ({}));
    let answer = "";
    client.on("data", (chunk) => {
      answer += chunk.toString();
    });
    // The server closes the connection while the client still sends.
    client.on("error", () => undefined);
    client.write(head(framing));
    const isChunked = framing.startsWith("transfer");
    const piece = "x".repeat(MEBIBYTE / 4);
    const send = (): void => {
      const sent = isChunked ? `${piece.length.toString(16)}\r\n${piece}\r\n` : piece;
      if (client.writable) client.write(sent, () => setImmediate(send));
    };
    send();
    await new Promise((resolve) => client.once("close", resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close/i);
    expect(answer).toContain("RequestEntityTooLargeException");
    expect(requests).toHaveLength(1);
    expect(requests[0]?.socket.bytesRead).toBeLessThan(2 * MEBIBYTE);
  });
});
