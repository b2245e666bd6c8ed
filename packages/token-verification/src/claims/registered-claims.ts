import { BorrowTokenClaimInvalidError } from "../borrow-token-error.js";
import { type ClaimValue, claimAt, missing, type ReadClaim } from "./claim-value.js";

/** The claims that carry one value: each name with how it is read there. */
export type ClaimSources<Value> = readonly (readonly [name: string, read: ReadClaim<Value>])[];

/** Makes one value of those that were found, of which there is at least one, or throws that they disagree. */
export type Reconcile<Value> = (first: Found<Value>, others: readonly Found<Value>[]) => Value;

interface Found<Value> {
  readonly path: string;
  readonly value: Value;
}

/** How far apart two dates may be that mean the same moment: forms differ in how they cut off fractions. */
const DATE_TOLERANCE_MILLISECONDS = 1000;

/** Reads a value that has to be there in one of the claims at least. Where it is in several, they have to agree. */
export function requiredOneOf<Value>(
  parent: ClaimValue,
  sources: ClaimSources<Value>,
  reconcile: Reconcile<Value>,
): Value {
  const names = sources.map(([name]) => name);
  return optionalOneOf(parent, sources, reconcile) ?? missing(parent, names);
}

/** Reads a value that may be there in some of the claims. Where it is in several, they have to agree. */
export function optionalOneOf<Value>(
  parent: ClaimValue,
  sources: ClaimSources<Value>,
  reconcile: Reconcile<Value>,
): Value | undefined {
  const found = sources.flatMap(([name, read]) => {
    const claim = claimAt(parent, name);
    return claim === undefined ? [] : [{ path: claim.path, value: read(claim) }];
  });
  const [first, ...others] = found;
  return first === undefined ? undefined : reconcile(first, others);
}

/** The value that all the claims have. */
export function sameValue<Value>(first: Found<Value>, others: readonly Found<Value>[]): Value {
  for (const other of others) {
    if (other.value !== first.value) throw disagreement(first, other);
  }
  return first.value;
}

/** The earliest of dates that differ by a second at most: what a token grants ends with the first of them. */
export function earliestDate(first: Found<Date>, others: readonly Found<Date>[]): Date {
  return new Date(Math.min(...agreeingTimes(first, others)));
}

/** The latest of dates that differ by a second at most: what a token grants begins with the last of them. */
export function latestDate(first: Found<Date>, others: readonly Found<Date>[]): Date {
  return new Date(Math.max(...agreeingTimes(first, others)));
}

function agreeingTimes(first: Found<Date>, others: readonly Found<Date>[]): readonly number[] {
  for (const other of others) {
    const difference = Math.abs(other.value.getTime() - first.value.getTime());
    if (difference > DATE_TOLERANCE_MILLISECONDS) throw disagreement(first, other);
  }
  return [first, ...others].map(({ value }) => value.getTime());
}

function disagreement(first: Found<unknown>, other: Found<unknown>): BorrowTokenClaimInvalidError {
  return new BorrowTokenClaimInvalidError(
    other.path,
    `The claims ${first.path} and ${other.path} contradict each other. Have the issuer write the same value in both.`,
  );
}
