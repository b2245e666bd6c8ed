import { base64url } from "jose";
import { BorrowTokenMalformedError, BorrowTokenOversizedError } from "../borrow-token-error.js";
import { type JsonObject, parseStrictJson } from "./strict-json.js";

/** The most characters that a token may have, fifty times those of a usual one. */
export const MAXIMUM_TOKEN_LENGTH: number = 64 * 1024;

/** A token whose form is sound. Nothing in it can be trusted before its signature is verified. */
export interface CompactToken {
  readonly header: JsonObject;
  readonly payload: Uint8Array;
}

/**
 * Takes a token in JWS compact serialization (RFC 7515 section 7.1) apart.
 *
 * @throws BorrowTokenOversizedError when it is too long to be looked at
 * @throws BorrowTokenMalformedError when it is not three parts in canonical base64url, the first a JSON object
 */
export function parseCompactToken(token: string): CompactToken {
  if (typeof token !== "string") throw malformed("is no string");
  if (token.length > MAXIMUM_TOKEN_LENGTH) {
    const problem = `The token has ${token.length} characters, more than ${MAXIMUM_TOKEN_LENGTH}.`;
    throw new BorrowTokenOversizedError(`${problem} Make sure that it is a borrowed license's token.`);
  }
  const parts = token.split(".");
  const [header, payload, signature] = parts;
  if (header === undefined || payload === undefined || signature === undefined || parts.length !== 3) {
    throw malformed(`has ${parts.length} parts instead of 3`);
  }
  decodePart(signature, "signature");
  return { header: parseStrictJson(decodePart(header, "header"), "header"), payload: decodePart(payload, "payload") };
}

/** One byte sequence has one text: no padding, no white space, no spare bits (RFC 7515 section 2, RFC 4648 section 3.5). */
function decodePart(part: string, subject: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]+$/.test(part) || part.length % 4 === 1) throw malformed(`has a ${subject} that is no base64url`);
  const bytes = base64url.decode(part);
  if (base64url.encode(bytes) !== part) throw malformed(`has a ${subject} that is no canonical base64url`);
  return bytes;
}

function malformed(problem: string): BorrowTokenMalformedError {
  return new BorrowTokenMalformedError(`The token ${problem}. Use the token exactly as it was issued.`);
}
