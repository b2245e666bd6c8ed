import { type BorrowTokenClaims, readBorrowTokenClaims } from "../generated/index.js";
import type { JsonObject } from "../token/strict-json.js";
import { checkAmounts } from "./check-amounts.js";
import { invalidClaim } from "./claim-value.js";

/**
 * Reads the claims of a payload: each as the model has it, amounts that are amounts, and an expiration after the issue.
 * Verification and issuing share it, so that nothing is issued that is refused for its claims.
 *
 * @throws BorrowTokenClaimMissingError, BorrowTokenClaimInvalidError which name the claim
 */
export function readCheckedClaims(payload: JsonObject): BorrowTokenClaims {
  const claims = readBorrowTokenClaims({ path: "", value: payload });
  checkAmounts(claims.entitlementsAllowed);
  if (claims.expiration <= claims.issuedAt) throw invalidClaim("expiration", "later than issuedAt");
  return claims;
}
