import { type ClaimValue, invalidClaim } from "./claim-value.js";

export function readString(claim: ClaimValue): string {
  const { value } = claim;
  if (typeof value !== "string") throw invalidClaim(claim.path, "a string");
  return value;
}

/** A boolean. Called by what is generated for models in which a claim has one. */
export function readBoolean(claim: ClaimValue): boolean {
  const { value } = claim;
  if (typeof value !== "boolean") throw invalidClaim(claim.path, "true or false");
  return value;
}

/** A number. JSON has neither infinity nor NaN. */
export function readNumber(claim: ClaimValue): number {
  const { value } = claim;
  if (typeof value !== "number" || !Number.isFinite(value)) throw invalidClaim(claim.path, "a number");
  return value;
}

/** A whole number that JavaScript holds exactly. Called by what is generated for models in which a claim has one. */
export function readWholeNumber(claim: ClaimValue): number {
  const { value } = claim;
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw invalidClaim(claim.path, "a whole number");
  return value;
}
