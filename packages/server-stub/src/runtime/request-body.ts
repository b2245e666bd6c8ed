import { hasDuplicateMembers } from "./duplicate-members.js";
import { withExactNumbers } from "./exact-numbers.js";
import { SerializationException, UnsupportedMediaTypeException } from "./protocol-exceptions.js";
import { isServiceException } from "./service-exception.js";
import { BodyCollector } from "./transport.js";

/** The decoder keeps a byte order mark, which JSON does not allow (RFC 8259 section 8.1). */
const UTF_8: TextDecoder = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The JSON value of a body. A body that is empty stands for an empty object.
 *
 * @param exactNumbers whether numbers keep all their digits
 * @throws SerializationException where it is no JSON in UTF-8, or an object has a member twice
 */
export function parseBody(body: Uint8Array, exactNumbers = false): unknown {
  if (body.byteLength === 0) return {};
  let text: string;
  let value: unknown;
  try {
    text = UTF_8.decode(body);
    value = JSON.parse(text);
  } catch (cause) {
    throw new SerializationException("The request's body must be JSON in UTF-8.", { cause });
  }
  if (hasDuplicateMembers(text, value)) {
    throw new SerializationException("The request's body must have each member of an object once.");
  }
  return exactNumbers ? withExactNumbers(text, value) : value;
}

/**
 * Undoes a body's compression.
 *
 * @param encoding the `content-encoding`: clients of operations with Smithy's `requestCompression` trait send `gzip`
 * @param maxBytes how many bytes the body may have then: a small one can stand for a very large one
 * @see https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait
 */
export async function decompressed(body: Uint8Array, encoding: string, maxBytes: number): Promise<Uint8Array> {
  const name = encoding.trim().toLowerCase();
  if (name === "identity" || body.byteLength === 0) return body;
  if (name !== "gzip") throw new UnsupportedMediaTypeException("The request's content-encoding must be gzip.");
  const collector = new BodyCollector(maxBytes, undefined);
  const stream = new Blob([body as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"));
  const reader = stream.getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) collector.add(chunk.value);
  } catch (error) {
    // Nothing waits for that: some streams never end it.
    reader.cancel().catch(() => undefined);
    if (isServiceException(error)) throw error;
    throw new SerializationException("The request's body is no gzip.", { cause: error });
  }
  return collector.bytes();
}
