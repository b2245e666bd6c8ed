import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { type GracefulServer, type HttpLimits, startGracefulServer } from "./graceful-server.js";

/** A server that answers each request with its path, at once or when the test says so. */
async function serverWith(limits: HttpLimits, held?: ServerResponse[]): Promise<GracefulServer> {
  const server = await startGracefulServer(
    (request, response) => {
      request.resume();
      if (held === undefined) request.once("end", () => response.end(`<${request.url}>`));
      else held.push(response);
    },
    "127.0.0.1",
    0,
    limits,
  );
  onTestFinished(() => server.stop(0));
  return server;
}

async function connected({ port }: GracefulServer): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`;

describe("a client that is slow", () => {
  it("is cut off when its header fields take too long", async () => {
    const server = await serverWith({ headersTimeoutMs: 50, requestTimeoutMs: 10_000, checkIntervalMs: 10 });
    const socket = await connected(server);
    const answer = text(socket);
    socket.write("POST / HTTP/1.1\r\nhost: localhost\r\nx-slow: ");
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("is cut off when it says nothing at all", async () => {
    const server = await serverWith({ headersTimeoutMs: 50, requestTimeoutMs: 10_000, checkIntervalMs: 10 });
    expect(await text(await connected(server))).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("is cut off when its body takes too long", async () => {
    const server = await serverWith({ headersTimeoutMs: 50, requestTimeoutMs: 50, checkIntervalMs: 10 });
    const socket = await connected(server);
    const answer = text(socket);
    socket.write("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n12345");
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe("a client that sends much", () => {
  it("is refused with more header fields than anybody needs", async () => {
    const socket = await connected(await serverWith({}));
    const answer = text(socket);
    socket.write(`GET / HTTP/1.1\r\nhost: localhost\r\nx-long: ${"x".repeat(20_000)}\r\n\r\n`);
    expect(await answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("gets no connection beyond those that there may be", async () => {
    const server = await serverWith({ maximumConnections: 1 });
    const first = await connected(server);
    const second = await connected(server);
    expect(await text(second).catch(() => "")).toBe("");
    first.end(get("/first").replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n"));
    expect(await text(first)).toContain("</first>");
  });

  it("gets the answers to requests sent at once in their order", async () => {
    const socket = await connected(await serverWith({}));
    const answer = text(socket);
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
    const last = get("/last").replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
    socket.write(paths.map(get).join("") + last);
    expect((await answer).match(/<[^>]+>/g)).toEqual([...paths.map((path) => `<${path}>`), "</last>"]);
  });

  it("is cut off with more requests at once than may wait, once those are answered", async () => {
    const held: ServerResponse[] = [];
    const socket = await connected(await serverWith({ maximumPipelined: 3 }, held));
    const answer = text(socket);
    socket.write(get("/").repeat(100));
    while (held.length < 3) await new Promise((resolve) => setImmediate(resolve));
    for (const response of held) response.end("answered");
    const received = await answer;
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 503"]);
    expect(received).toContain("More than 3 requests of this connection wait for answers.");
    expect(held).toHaveLength(3);
  });
});
