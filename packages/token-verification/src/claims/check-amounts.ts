import { type EntitlementData, EntitlementDataUnit } from "../generated/index.js";
import { invalidClaim } from "./claim-value.js";

/** Digits without sign, fraction, exponent or leading zeros: an amount has one form, which every reader reads alike. */
const AMOUNT = /^(?:0|[1-9]\d{0,15})$/;

/**
 * Checks that each amount is a whole number that JavaScript holds exactly. The value of a feature, an entitlement whose
 * unit is `None`, is no amount and may be any text.
 */
export function checkAmounts(entitlements: readonly EntitlementData[]): void {
  for (const [index, { Unit, Value }] of entitlements.entries()) {
    if (Unit === EntitlementDataUnit.NONE || Value === undefined || amountOf(Value) !== undefined) continue;
    throw invalidClaim(`entitlementsAllowed[${index}].value`, `the digits of a whole number, 2^53 - 1 at most`);
  }
}

/** The amount that a text gives, or nothing where it is none. */
export function amountOf(text: string): number | undefined {
  const amount = AMOUNT.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(amount) ? amount : undefined;
}
