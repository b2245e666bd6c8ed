import type { IncomingMessage, ServerResponse } from "node:http";
import type { FetchHandler } from "../runtime/fetch-handler.js";
import { SerializationException } from "../runtime/protocol-exceptions.js";
import { BodyCollector, type TransportRequest, type TransportResponse } from "../runtime/transport.js";

/**
 * Serves a handler on `node:http` or `node:https`, without making `Request` and `Response` objects.
 *
 * @param handler what a `create…Handler` function returned
 * @returns a listener for the server's `request` event
 * @example
 * ```ts
 * createServer(createNodeListener(createLicenseManagerHandler(service))).listen(8080, "127.0.0.1");
 * ```
 */
export function createNodeListener(
  handler: FetchHandler,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const aborted = new AbortController();
    response.once("close", () => {
      if (!response.writableFinished) aborted.abort(new Error("The client closed the connection."));
    });
    void handler.serviceHandler
      .handle(transportRequest(request, aborted.signal))
      .then((answer) => send(request, response, answer))
      .catch((error: unknown) => {
        // Nothing is left to answer with. The process lives on for the other requests.
        console.error("An answer could not be sent:", error);
        response.destroy();
      });
  };
}

function transportRequest(request: IncomingMessage, signal: AbortSignal): TransportRequest {
  const headers = {
    get(name: string): string | undefined {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(", ") : value;
    },
  };
  return {
    method: request.method ?? "",
    headers,
    signal,
    async readBody(maxBytes) {
      const collector = new BodyCollector(maxBytes, headers.get("content-length"));
      return new Promise((resolve, reject) => {
        request.on("data", (chunk: Uint8Array) => {
          try {
            collector.add(chunk);
          } catch (error) {
            request.pause();
            request.removeAllListeners("data");
            reject(error);
          }
        });
        request.once("end", () => resolve(collector.bytes()));
        request.once("error", (cause) => reject(incompleteBody(cause)));
      });
    },
  };
}

function incompleteBody(cause: unknown): SerializationException {
  return new SerializationException("The request's body ended early.", { cause });
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: TransportResponse): void {
  if (response.destroyed) return;
  const length = Buffer.byteLength(body);
  // What is left of a body that nobody reads would be taken for the next request.
  const connection = request.complete || request.readableEnded ? {} : { connection: "close" };
  response.writeHead(status, { ...headers, ...connection, "content-length": length });
  response.end(body);
}
