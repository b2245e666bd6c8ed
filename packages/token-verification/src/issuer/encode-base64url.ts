import { base64url } from "jose";

interface BytesWithText {
  toString(encoding: "base64url"): string;
}

/** What Node.js, Deno and Bun have for bytes, and browsers have not. */
interface BufferConstructor {
  from(input: string | Uint8Array): BytesWithText;
}

const { Buffer } = globalThis as { readonly Buffer?: BufferConstructor };

/**
 * Encodes text in UTF-8, or bytes, in base64url without padding (RFC 7515 section 2).
 *
 * `jose` does that everywhere. Where there is a `Buffer`, it does the same in a fraction of the time, which counts beside
 * a signature with 2,048 bits.
 */
export const encodeBase64url: (input: string | Uint8Array) => string =
  Buffer === undefined ? (input) => base64url.encode(input) : (input) => Buffer.from(input).toString("base64url");
