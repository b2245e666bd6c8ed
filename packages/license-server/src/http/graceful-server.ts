import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CannotListenError } from "../license-server-error.js";

/** An HTTP server that listens. */
export interface GracefulServer {
  /** The address that it is reached at, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting connections and waits for the requests that are being answered.
   *
   * @param graceMs after which time connections that are still open are cut, in milliseconds
   */
  stop(graceMs: number): Promise<void>;
}

/** Times in milliseconds within which a client has to send what it sends. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 30_000;
/** Longer than clients keep unused connections, so that none sends into a connection that is being closed. */
const KEEP_ALIVE_TIMEOUT = 75_000;

/**
 * Starts an HTTP server.
 *
 * @throws CannotListenError when the address is in use or not this machine's
 */
export async function startGracefulServer(
  listener: RequestListener,
  host: string,
  port: number,
): Promise<GracefulServer> {
  const answering = new Set<ServerResponse>();
  let stopping = false;
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT, requestTimeout: REQUEST_TIMEOUT, keepAliveTimeout: KEEP_ALIVE_TIMEOUT },
    (request, response) => {
      answering.add(response);
      response.once("close", () => answering.delete(response));
      response.shouldKeepAlive &&= !stopping;
      listener(request, response);
    },
  );
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`,
    port: address.port,
    async stop(graceMs) {
      stopping = true;
      for (const response of answering) response.shouldKeepAlive = false;
      const closed = once(server, "close");
      server.close();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (cause) {
    throw new CannotListenError(`Cannot listen on ${host} port ${port}: ${reason(cause)}.`, { cause });
  }
}

function reason(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return "another program listens there. Choose another port, or 0 for a free one";
  if (code === "EACCES") return "this user may not. Choose a port from 1024 on, or 0 for a free one";
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return "this machine has no such address. Choose another host";
  return message;
}
