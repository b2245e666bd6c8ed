import { once } from "node:events";
import { Agent, get, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { type GracefulServer, startGracefulServer } from "./graceful-server.js";

/** A server whose requests wait to be answered by the test. */
async function waitingServer(): Promise<{ server: GracefulServer; next: () => Promise<ServerResponse> }> {
  const responses: ServerResponse[] = [];
  let arrived: () => void = () => undefined;
  const listener: RequestListener = (_request, response) => {
    responses.push(response);
    arrived();
  };
  const server = await startGracefulServer(listener, "127.0.0.1", 0);
  return {
    server,
    async next() {
      if (responses.length === 0) await new Promise<void>((resolve) => (arrived = resolve));
      return responses.shift() as ServerResponse;
    },
  };
}

async function request(url: string, agent: Agent): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { agent }), "response")) as [IncomingMessage];
  response.resume();
  return response;
}

describe("a server that is stopped", () => {
  it("finishes the request that it has, closes its connection and accepts no other", async () => {
    const { next, server } = await waitingServer();
    const agent = new Agent({ keepAlive: true });
    const answer = request(server.url, agent);
    const response = await next();
    const stopped = server.stop(60_000);
    await expect(once(connect(server.port, "127.0.0.1"), "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    response.end("done");
    const { headers, statusCode } = await answer;
    expect([statusCode, headers.connection]).toEqual([200, "close"]);
    await stopped;
    agent.destroy();
  });

  it("closes connections that wait for a next request", async () => {
    const { next, server } = await waitingServer();
    const agent = new Agent({ keepAlive: true });
    const answer = request(server.url, agent);
    (await next()).end("done");
    expect((await answer).headers.connection).toBe("keep-alive");
    await server.stop(60_000);
    agent.destroy();
  });

  it("cuts what is not finished after its grace", async () => {
    const { next, server } = await waitingServer();
    const answer = request(server.url, new Agent());
    await next();
    await Promise.all([server.stop(0), expect(answer).rejects.toMatchObject({ code: "ECONNRESET" })]);
  });
});

describe("a server that cannot listen", () => {
  it("says that another program has its port", async () => {
    const { server } = await waitingServer();
    expect(await failure(() => startGracefulServer(() => undefined, "127.0.0.1", server.port))).toBe(
      `CannotListenError: Cannot listen on 127.0.0.1 port ${server.port}: another program listens there. ` +
        "Choose another port, or 0 for a free one.",
    );
    await server.stop(0);
  });

  it("says that the address is not this machine's", async () => {
    expect(await failure(() => startGracefulServer(() => undefined, "192.0.2.1", 0))).toBe(
      "CannotListenError: Cannot listen on 192.0.2.1 port 0: this machine has no such address. Choose another host.",
    );
  });
});
