import { ResponseTooLargeError } from "./client-errors.js";

/**
 * The text of a response's body.
 *
 * @param limit how many bytes it may have
 * @throws {ResponseTooLargeError} where it has more
 */
export async function bodyText(response: Response, limit: number): Promise<string> {
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  if (length > limit) {
    void response.body?.cancel();
    throw tooLarge(limit);
  }
  // A length says how large a body is unless that is compressed, which a response of another origin may hide.
  const isWhole = length >= 0 && response.type !== "cors" && !response.headers.has("content-encoding");
  if (isWhole || response.body === null) return response.text();
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    size += chunk.value.length;
    if (size > limit) {
      void reader.cancel();
      throw tooLarge(limit);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(limit: number): ResponseTooLargeError {
  return new ResponseTooLargeError(`The response has more than ${limit} bytes, which is \`maxResponseBytes\`.`);
}
