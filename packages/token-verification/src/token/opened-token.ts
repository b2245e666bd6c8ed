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

/** Answers a header's `kid`, if it has one, or throws why no token may have that header. */
export type ReadHeader = (header: string) => string | undefined;

/**
 * Reads headers in base64url. It remembers the one that it read last: all tokens of a key have the same header, and
 * reading it costs a tenth of a verification with 2,048 bits.
 */
export function headerReader(decodeText: DecodeText): ReadHeader {
  let last: { readonly header: string; readonly kid: string | undefined } | undefined;
  return (header) => {
    if (last?.header !== header) last = { header, kid: checkHeader(parseStrictJson(decodeText(header), "header")) };
    return last.kid;
  };
}

/**
 * Checks all that can be checked before the signature.
 *
 * @throws BorrowTokenOversizedError, BorrowTokenMalformedError, BorrowTokenAlgorithmError,
 *   BorrowTokenHeaderNotAllowedError
 */
export function openToken(token: string, readHeader: ReadHeader): OpenedToken {
  const { header, payload, signature, signingInput } = parseCompactToken(token);
  return { header, payload, signature, signingInput, kid: readHeader(header) };
}

/** Reads and checks the claims of a token whose signature is verified, from its payload's text. */
export function readPayload(text: string | undefined): BorrowTokenClaims {
  return readCheckedClaims(parseStrictJson(text, "payload"));
}
