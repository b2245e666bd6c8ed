import type { IncomingMessage, OutgoingHttpHeader, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FetchHandler } from "../runtime/fetch-handler.js";
import { startTimer, timeLimit } from "../runtime/limits.js";
import type { TransportResponse } from "../runtime/transport.js";
import { NodeRequest } from "./node-request.js";

export interface DrainOptions {
  /** How long requests that are being answered may take, in milliseconds. Default: 10,000. `Infinity` is no limit. */
  readonly graceMs?: number;
}

/** A listener for the `request` event of a server. */
export interface NodeListener {
  (request: IncomingMessage, response: ServerResponse): void;
  /**
   * Stops a server without breaking off answers: no new connections, no further requests on those that are open, and
   * after the time of grace all of them are closed.
   *
   * @returns a promise for the moment when the last connection is closed
   * @throws RangeError for a time of grace that is none
   */
  drain(server: Server, options?: DrainOptions): Promise<void>;
}

/**
 * Serves a handler on `node:http` or `node:https`, without making `Request` and `Response` objects.
 *
 * @param handler what a `create…Handler` function returned
 * @returns a listener for the server's `request` event
 * @example
 * ```ts
 * const listener = createNodeListener(createLicenseManagerHandler(service));
 * const server = createServer(listener).listen(8080, "127.0.0.1");
 * process.once("SIGTERM", () => listener.drain(server));
 * ```
 */
export function createNodeListener(handler: FetchHandler): NodeListener {
  const { serviceHandler } = handler;
  let draining = false;
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    serviceHandler.respond(new NodeRequest(request, response), (answer) => {
      try {
        if (!response.destroyed) send(request, response, answer, draining);
      } catch (error) {
        // Nothing is left to answer with. The process lives on for the other requests.
        console.error("An answer could not be sent:", error);
        response.destroy();
      }
    });
  };
  const drain = async (server: Server, { graceMs = 10_000 }: DrainOptions = {}): Promise<void> => {
    const limit = timeLimit(graceMs, "graceMs");
    draining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const stopTimer = limit === undefined ? undefined : startTimer(limit, () => server.closeAllConnections());
    await closed;
    stopTimer?.();
  };
  return Object.assign(listener, { drain });
}

/** How much of a body that nobody reads is waited for, so that the connection can carry the next request. */
const MAX_DISCARDED_BYTES = 65_536;

/** Whether the request's end has come, or comes without much effort: Node.js skips what nobody reads. */
function isSoonOver({ complete, headers }: IncomingMessage): boolean {
  if (complete) return true;
  return headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) <= MAX_DISCARDED_BYTES;
}

/** How long a client that still sends has to read its answer, in milliseconds. */
const LINGER_MS = 1000;

/**
 * Closes the connection in two steps, of which Node.js makes one: a connection that is closed while bytes arrive is
 * reset, and the reset overtakes the answer. Nothing more is read in the meantime.
 *
 * @see RFC 9112 section 9.6
 */
function closeLater(socket: Socket): void {
  socket.destroySoon = () => {
    socket.pause();
    socket.end();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: TransportResponse,
  draining: boolean,
): void {
  const isClosing = draining || headers["connection"] === "close" || !isSoonOver(request);
  if (isClosing && !request.complete) closeLater(request.socket);
  const length = Buffer.byteLength(body);
  const fields: OutgoingHttpHeader[] = ["content-length", length];
  for (const name in headers) {
    const isOwn = name === "content-length" || (isClosing && name === "connection");
    if (!isOwn) fields.push(name, headers[name] as string);
  }
  if (isClosing) fields.push("connection", "close");
  response.writeHead(status, fields);
  // A text with as many bytes as characters is ASCII, and Node.js writes that faster as what it is.
  response.end(body, length === body.length ? "latin1" : "utf8");
}
