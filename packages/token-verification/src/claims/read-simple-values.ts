import { type ClaimValue, invalidClaim } from "./claim-value.js";

export function readString({ path, value }: ClaimValue): string {
  if (typeof value !== "string") throw invalidClaim(path, "a string");
  return value;
}

export function readBoolean({ path, value }: ClaimValue): boolean {
  if (typeof value !== "boolean") throw invalidClaim(path, "true or false");
  return value;
}

/** A number. JSON has neither infinity nor NaN. */
export function readNumber({ path, value }: ClaimValue): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw invalidClaim(path, "a number");
  return value;
}

/** A whole number that JavaScript holds exactly. */
export function readWholeNumber({ path, value }: ClaimValue): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw invalidClaim(path, "a whole number");
  return value;
}
