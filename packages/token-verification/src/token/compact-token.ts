import { BorrowTokenMalformedError, BorrowTokenOversizedError } from "../borrow-token-error.js";

/** The most characters that a token may have, fifty times those of a usual one. */
export const MAXIMUM_TOKEN_LENGTH: number = 64 * 1024;

/** A token whose form is sound, its parts in base64url. Nothing in it can be trusted before its signature is verified. */
export interface CompactToken {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
  /** What is signed: header and payload with the dot between them. */
  readonly signingInput: string;
}

/** Three parts in the alphabet of base64url, without padding or white space (RFC 7515 section 2). */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Takes a token in JWS compact serialization (RFC 7515 section 7.1) apart.
 *
 * @throws BorrowTokenOversizedError when it is too long to be looked at
 * @throws BorrowTokenMalformedError when it is not three parts in canonical base64url
 */
export function parseCompactToken(token: string): CompactToken {
  if (typeof token !== "string") throw malformed("is no string");
  if (token.length > MAXIMUM_TOKEN_LENGTH) {
    const problem = `The token has ${token.length} characters, more than ${MAXIMUM_TOKEN_LENGTH}.`;
    throw new BorrowTokenOversizedError(`${problem} Make sure that it is a borrowed license's token.`);
  }
  if (!FORM.test(token)) throw malformed(formProblem(token));
  const payloadStart = token.indexOf(".") + 1;
  const signatureStart = token.indexOf(".", payloadStart) + 1;
  return {
    header: canonical(token.slice(0, payloadStart - 1)),
    payload: canonical(token.slice(payloadStart, signatureStart - 1)),
    signature: canonical(token.slice(signatureStart)),
    signingInput: token.slice(0, signatureStart - 1),
  };
}

/** One byte sequence has one text: the spare bits of its last character are zeros (RFC 4648 section 3.5). */
function canonical(part: string): string {
  if (hasSoundEnd(part)) return part;
  throw malformed("has a part that is no canonical base64url");
}

/** Of the last character's six bits, two belong to the bytes where one character stands before it, and four after two. */
function hasSoundEnd(part: string): boolean {
  const last = part.charAt(part.length - 1);
  switch (part.length % 4) {
    case 0:
      return true;
    case 2:
      return "AQgw".includes(last);
    case 3:
      return "AEIMQUYcgkosw048".includes(last);
    default:
      return false;
  }
}

function formProblem(token: string): string {
  if (FORM.test(token.trim())) return "has white space around it, such as a file's last line break";
  return "is not three parts in base64url with dots between them";
}

function malformed(problem: string): BorrowTokenMalformedError {
  return new BorrowTokenMalformedError(`The token ${problem}. Use the token exactly as it was issued.`);
}
