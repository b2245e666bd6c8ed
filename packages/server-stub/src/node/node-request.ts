import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHeaders } from "../runtime/operation.js";
import { SerializationException } from "../runtime/protocol-exceptions.js";
import { BodyCollector, type TransportRequest } from "../runtime/transport.js";

/** Node's own: a test that sets fake timers must not stop the server that it talks to. */
const afterParsing = setImmediate;

/** A request of `node:http` as the handler sees it. Nothing is made before somebody asks for it. */
export class NodeRequest implements TransportRequest, RequestHeaders {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #signal: AbortSignal | undefined;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
  }

  get method(): string {
    return this.#request.method ?? "";
  }

  get url(): string {
    return this.#request.url ?? "";
  }

  get remoteAddress(): string | undefined {
    return this.#request.socket.remoteAddress;
  }

  get headers(): RequestHeaders {
    return this;
  }

  get(name: string): string | undefined {
    const { headers } = this.#request;
    // Names in lower case are the rule, so most look-ups need no other.
    const field = Object.hasOwn(headers, name) ? name : name.toLowerCase();
    // What every object inherits was not sent.
    const value = Object.hasOwn(headers, field) ? headers[field] : undefined;
    return Array.isArray(value) ? value.join(", ") : value;
  }

  *entries(): Iterable<readonly [name: string, value: string]> {
    for (const name of Object.keys(this.#request.headers)) yield [name, this.get(name) ?? ""];
  }

  get signal(): AbortSignal {
    this.#signal ??= closeSignal(this.#response);
    return this.#signal;
  }

  readBody(maxBytes: number, receive: (body: Uint8Array) => void, refuse: (error: unknown) => void): void {
    const request = this.#request;
    const collector = new BodyCollector(maxBytes, request.headers["content-length"]);
    // Most bodies come in one piece with the header fields: they are there once what arrived is parsed.
    afterParsing(readArrived, request, collector, receive, refuse);
  }
}

/** Takes a body that has arrived as a whole: waiting for its events takes longer than parsing it. */
function readArrived(
  request: IncomingMessage,
  collector: BodyCollector,
  receive: (body: Uint8Array) => void,
  refuse: (error: unknown) => void,
): void {
  if (request.destroyed) {
    refuse(incompleteBody(request.errored ?? undefined));
    return;
  }
  if (!request.complete) {
    readPieces(request, collector, receive, refuse);
    return;
  }
  try {
    const body = request.read() as Uint8Array | null;
    if (body !== null) collector.add(body);
  } catch (error) {
    refuse(error);
    return;
  }
  receive(collector.bytes());
}

function readPieces(
  request: IncomingMessage,
  collector: BodyCollector,
  receive: (body: Uint8Array) => void,
  refuse: (error: unknown) => void,
): void {
  let isSettled = false;
  const fail = (error: unknown): void => {
    if (isSettled) return;
    isSettled = true;
    refuse(error);
  };
  const add = (chunk: Uint8Array): void => {
    try {
      collector.add(chunk);
    } catch (error) {
      request.pause();
      request.off("data", add);
      fail(error);
    }
  };
  request.on("data", add);
  request.on("end", () => {
    // Otherwise Node.js removes the listener, which then makes its table of listeners a slow one.
    request.off("data", add);
    isSettled = true;
    receive(collector.bytes());
  });
  request.on("error", (cause) => fail(incompleteBody(cause)));
}

/** Aborts when the connection closes before the answer is written. */
function closeSignal(response: ServerResponse): AbortSignal {
  const aborted = new AbortController();
  const abort = (): void => {
    if (!response.writableFinished) aborted.abort(new Error("The client closed the connection."));
  };
  if (response.closed || response.destroyed) abort();
  else response.once("close", abort);
  return aborted.signal;
}

function incompleteBody(cause: unknown): SerializationException {
  return new SerializationException("The request's body ended early.", { cause });
}
