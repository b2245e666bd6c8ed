import type { Interceptor, OperationCall, RequestHeaders } from "./operation.js";

/** A failure that nobody planned for. The client learns the request ID of it and nothing else. */
export interface UnexpectedError {
  readonly error: unknown;
  readonly requestId: string;
  /** The operation's name, where the request got that far. */
  readonly operation: string | undefined;
}

/** An answered request, for logs and metrics. */
export interface AnsweredRequest {
  readonly requestId: string;
  /** The operation's name, or `undefined` where the request names none of the service. */
  readonly operation: string | undefined;
  readonly status: number;
  /** The name of the error that was answered. */
  readonly errorName: string | undefined;
  /** How long the answer took, in milliseconds. */
  readonly durationMs: number;
}

/** A request whose body has arrived and of which nothing has been read. */
export interface ReceivedRequest {
  /** The operation's name. */
  readonly operation: string;
  readonly requestId: string;
  readonly method: string;
  /** The path and the query as they were sent, such as `/` or `/licenses?tenant=1`. */
  readonly url: string;
  /** The address of whoever has the other end of the connection, where the carrier knows it. */
  readonly remoteAddress?: string | undefined;
  readonly headers: RequestHeaders;
  /** The body as it was sent, for signatures over it. */
  readonly body: Uint8Array;
}

/** A deadline that passed before the operation had answered. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
}

/**
 * How a handler deals with requests.
 *
 * @typeParam Call the calls that interceptors see
 * @typeParam Caller what `identifyCaller` makes of a request
 */
export interface HandlerOptions<Call = OperationCall, Caller = unknown> {
  /**
   * Gets failures that the model does not describe, and those of the other hooks. It may be asynchronous; nothing waits
   * for it. Default: they are written with `console.error`.
   */
  readonly onUnexpectedError?: (failure: UnexpectedError) => void;
  /** Gets each request once it is answered. It may be asynchronous; the answer does not wait for it. */
  readonly onAnswer?: (answered: AnsweredRequest) => void;
  /** Makes request IDs. Default, also for one that is empty or cannot be sent: UUIDs that begin at random. */
  readonly requestId?: () => string;
  /**
   * The largest body that is read, in bytes, before and after decompression: a whole number, or `Infinity` for no limit.
   * Anything else is a `RangeError` when the handler is made. Default: 1 MiB.
   */
  readonly maxBodyBytes?: number;
  /**
   * Tells who calls, from the headers and the raw body. It may throw a `ServiceException`, such as one for a missing
   * signature; then nothing of the body is parsed.
   */
  readonly identifyCaller?: (request: ReceivedRequest) => Caller | Promise<Caller>;
  /** Stand around every operation. The first one is the outermost. */
  readonly interceptors?: readonly Interceptor<Call>[];
  /**
   * How long an operation may take, in milliseconds. Then its signal aborts, and the client gets `ServiceUnavailable`,
   * which clients repeat. `NaN` and what is negative are a `RangeError` when the handler is made. Default, and `Infinity`:
   * no limit.
   */
  readonly timeLimitMs?: number;
  /**
   * Tells clients what was wrong with an output that the model does not allow. For development only: the text names
   * members. Default: false.
   */
  readonly development?: boolean;
}
