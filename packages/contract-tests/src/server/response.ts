/** An answer that was not read to its end. */
export class LongAnswerError extends Error {
  override readonly name = "LongAnswerError";
}

/** Reads the text of an answer. @throws LongAnswerError where it is longer than so many bytes */
export async function textWithin(response: Response, limit: number): Promise<string> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > limit)
      throw new LongAnswerError(`gave an answer of more than ${limit} bytes, which was not read to its end.`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Errors of certificates that this machine does not trust, by their codes. */
const UNTRUSTED = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_UNTRUSTED)/;

/** What a server did in place of an answer, as the end of a sentence about it, with what helps where something does. */
export function noAnswerReason(error: unknown, timeoutMs: number): string {
  if (error instanceof LongAnswerError) return error.message;
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return `gave no answer within ${timeoutMs / 1000} seconds.`;
  }
  const { code, message } = innermost(error);
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER") return "does not speak TLS. Is it an http address?";
  if (code !== undefined && UNTRUSTED.test(code)) {
    return `gave no answer: ${message}. Name the certificate's authority in the variable NODE_EXTRA_CA_CERTS.`;
  }
  return `gave no answer: ${message.trim() || code || "the reason is not known"}.`;
}

/** The error that says most: `fetch` has it as its cause, and several addresses of a name have one each. */
function innermost(error: unknown): { readonly message: string; readonly code?: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (!(error instanceof Error)) return { message: String(error) };
  if (error.cause instanceof Error) return innermost(error.cause);
  const code = (error as { readonly code?: unknown }).code;
  return { message: error.message, ...(typeof code === "string" && { code }) };
}
