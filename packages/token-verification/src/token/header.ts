import {
  BorrowTokenAlgorithmError,
  BorrowTokenHeaderNotAllowedError,
  BorrowTokenMalformedError,
} from "../borrow-token-error.js";
import { ALGORITHM } from "../keys/rsa-key.js";
import type { JsonObject } from "./strict-json.js";

/** Why no token may have these header parameters (RFC 7515 section 4.1, RFC 7797). */
const FORBIDDEN: ReadonlyMap<string, string> = new Map([
  ["b64", "the payload's form is fixed"],
  ["crit", "no extension is supported"],
  ["jku", "keys are given by the application only"],
  ["jwk", "keys are given by the application only"],
  ["x5c", "keys are given by the application only"],
  ["x5u", "keys are given by the application only"],
]);

/** Checks a JOSE header and answers its `kid`, if it has one. Unknown parameters are ignored, as RFC 7515 asks. */
export function checkHeader(header: JsonObject): string | undefined {
  if (!Object.hasOwn(header, "alg") || header["alg"] !== ALGORITHM) {
    throw new BorrowTokenAlgorithmError(
      `The token's header does not have the algorithm ${ALGORITHM}, the only one allowed. Have the issuer sign with it.`,
    );
  }
  for (const [parameter, reason] of FORBIDDEN) {
    if (!Object.hasOwn(header, parameter)) continue;
    const problem = `The token's header has ${JSON.stringify(parameter)}, which is not allowed because ${reason}.`;
    throw new BorrowTokenHeaderNotAllowedError(parameter, `${problem} Have the issuer leave it out.`);
  }
  const kid = Object.hasOwn(header, "kid") ? header["kid"] : undefined;
  if (kid === undefined || typeof kid === "string") return kid;
  throw new BorrowTokenMalformedError(
    "The token's header has a kid that is no string. Have the issuer write a string.",
  );
}
