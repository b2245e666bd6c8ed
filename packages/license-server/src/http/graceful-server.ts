import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { CannotListenError } from "../license-server-error.js";
import { readTlsFiles, reloadTlsFiles, type TlsFiles } from "./tls-files.js";

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

/** What one client, or all of them, may take of a server. */
export interface HttpLimits {
  /**
   * How long a client may take to send a request's header fields, and for the TLS handshake before, in milliseconds.
   * Default: 10,000.
   */
  readonly headersTimeoutMs?: number;
  /** How long a client may take to send a whole request, in milliseconds. Default: 30,000. */
  readonly requestTimeoutMs?: number;
  /** How often both are looked after, in milliseconds. Default: 1,000. */
  readonly checkIntervalMs?: number;
  /** How many connections there may be. Others are closed as they come. Default: 10,000. */
  readonly maximumConnections?: number;
  /** How many requests of one connection may wait for their answers (pipelining). Default: 32. */
  readonly maximumPipelined?: number;
}

/** How many bytes a request's header fields may have together. Those of the AWS SDKs have less than two thousand. */
const MAXIMUM_HEADER_BYTES = 16 * 1024;
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
  limits: HttpLimits = {},
  tls?: TlsFiles,
): Promise<GracefulServer> {
  const { headersTimeoutMs = 10_000, requestTimeoutMs = 30_000, checkIntervalMs = 1000 } = limits;
  const { maximumConnections = 10_000, maximumPipelined = 32 } = limits;
  const answering = new Set<ServerResponse>();
  const waiting = new WeakMap<Socket, number>();
  let stopping = false;
  const options = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: checkIntervalMs,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    maxHeaderSize: MAXIMUM_HEADER_BYTES,
  };
  const onRequest: RequestListener = (request, response) => {
    const { socket } = request;
    const ahead = waiting.get(socket) ?? 0;
    waiting.set(socket, ahead + 1);
    answering.add(response);
    response.once("close", () => {
      answering.delete(response);
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
    });
    response.shouldKeepAlive &&= !stopping;
    if (ahead < maximumPipelined) listener(request, response);
    else refusePipelined(response, maximumPipelined);
  };
  const credentials = tls === undefined ? undefined : await readTlsFiles(tls);
  const server =
    credentials === undefined
      ? createServer(options, onRequest)
      : createTlsServer(
          { ...options, ...credentials, minVersion: "TLSv1.2", handshakeTimeout: headersTimeoutMs },
          onRequest,
        );
  const endReloading = tls === undefined ? () => undefined : reloadTlsFiles(tls, server as TlsServer);
  server.maxConnections = maximumConnections;
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? "http" : "https"}://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`,
    port: address.port,
    async stop(graceMs) {
      stopping = true;
      endReloading();
      for (const response of answering) response.shouldKeepAlive = false;
      const closed = once(server, "close");
      server.close();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

/** Answers one request of too many, after which the connection is closed: those behind it are not answered. */
function refusePipelined(response: ServerResponse, maximum: number): void {
  const Message = `More than ${maximum} requests of this connection wait for answers. Wait for those, and try again.`;
  response
    .writeHead(503, { "content-type": "application/x-amz-json-1.1", connection: "close" })
    .end(JSON.stringify({ __type: "ServiceUnavailable", Message }));
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
