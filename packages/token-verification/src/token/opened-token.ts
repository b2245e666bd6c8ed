import { readCheckedClaims } from "../claims/checked-claims.js";
import type { BorrowTokenClaims } from "../generated/index.js";
import { type CompactToken, parseCompactToken } from "./compact-token.js";
import type { DecodeText } from "./decode-text.js";
import { checkHeader } from "./header.js";
import { parseStrictJson } from "./strict-json.js";

/** A token of which everything is checked that can be before its signature is. */
export interface OpenedToken extends CompactToken {
  /** The header's `kid`, if it has one. */
  readonly kid: string | undefined;
}

/**
 * Checks all that can be checked before the signature.
 *
 * @throws BorrowTokenOversizedError, BorrowTokenMalformedError, BorrowTokenAlgorithmError,
 *   BorrowTokenHeaderNotAllowedError
 */
export function openToken(token: string, decodeText: DecodeText): OpenedToken {
  const { header, payload, signature, signingInput } = parseCompactToken(token);
  const kid = checkHeader(parseStrictJson(decodeText(header), "header"));
  return { header, payload, signature, signingInput, kid };
}

/** Reads and checks the claims of a token whose signature is verified, from its payload's text. */
export function readPayload(text: string | undefined): BorrowTokenClaims {
  return readCheckedClaims(parseStrictJson(text, "payload"));
}
