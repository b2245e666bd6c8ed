import type { RequestHeaders } from "./operation.js";
import { RequestEntityTooLargeException } from "./protocol-exceptions.js";

/** A request, whatever carried it. */
export interface TransportRequest {
  readonly method: string;
  /** The path and the query as they were sent, such as `/` or `/licenses?tenant=1`. */
  readonly url: string;
  /** The address of whoever has the other end of the connection, where the carrier knows it. */
  readonly remoteAddress?: string | undefined;
  readonly headers: RequestHeaders;
  readonly signal: AbortSignal;
  /**
   * Reads the whole body, and calls one of the functions once, at once or later.
   *
   * @param maxBytes how many bytes to read at most
   * @param receive gets the body
   * @param refuse gets what was wrong, such as a `RequestEntityTooLargeException` as soon as it is clear that there
   *   are more bytes. What is wrong from the beginning may be thrown too
   */
  readBody(maxBytes: number, receive: (body: Uint8Array) => void, refuse: (error: unknown) => void): void;
}

/** An answer, for whatever carries it. */
export interface TransportResponse {
  readonly status: number;
  /** Header fields, with lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, to be sent as UTF-8. */
  readonly body: string;
}

/** Collects a body's pieces, up to a number of bytes. */
export class BodyCollector {
  readonly #maxBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  /** @param declaredLength the `content-length`: a body that says itself that it is too large is not read at all */
  constructor(maxBytes: number, declaredLength: string | undefined) {
    this.#maxBytes = maxBytes;
    if (Number(declaredLength) > maxBytes) throw tooLarge(maxBytes);
  }

  /** @throws RequestEntityTooLargeException when the piece does not fit any more */
  add(chunk: Uint8Array): void {
    this.#size += chunk.byteLength;
    if (this.#size > this.#maxBytes) throw tooLarge(this.#maxBytes);
    this.#chunks.push(chunk);
  }

  bytes(): Uint8Array {
    const [only] = this.#chunks;
    if (only !== undefined && this.#chunks.length === 1) return only;
    const bytes = new Uint8Array(this.#size);
    let offset = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return bytes;
  }
}

function tooLarge(maxBytes: number): RequestEntityTooLargeException {
  return new RequestEntityTooLargeException(
    `The request's body has more than ${maxBytes} bytes. Send less at a time.`,
    {
      headers: { connection: "close" },
    },
  );
}
