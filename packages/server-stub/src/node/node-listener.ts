import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { FetchHandler } from "../runtime/fetch-handler.js";
import type { TransportResponse } from "../runtime/transport.js";
import { NodeRequest } from "./node-request.js";

export interface DrainOptions {
  /** How long requests that are being answered may take, in milliseconds. Default: 10,000. */
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
    draining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(timer);
  };
  return Object.assign(listener, { drain });
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: TransportResponse,
  draining: boolean,
): void {
  // What is left of a body that nobody reads would be taken for the next request.
  const isRead = request.complete || request.readableEnded;
  const close = draining || !isRead ? { connection: "close" } : undefined;
  const length = Buffer.byteLength(body);
  response.writeHead(status, { ...headers, ...close, "content-length": length });
  // A text with as many bytes as characters is ASCII, and Node.js writes that faster as what it is.
  response.end(body, length === body.length ? "latin1" : "utf8");
}
