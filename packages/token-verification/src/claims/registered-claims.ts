import { BorrowTokenClaimInvalidError } from "../borrow-token-error.js";
import { type ClaimValue, claimAt, missing, type ReadClaim } from "./claim-value.js";

/** The claims that carry one value: each name with how it is read there. */
export type ClaimSources<Value> = readonly (readonly [name: string, read: ReadClaim<Value>])[];

/** Makes one value of those that were found, of which there is at least one, or throws that they disagree. */
export type Reconcile<Value> = (found: readonly [Found<Value>, ...Found<Value>[]]) => Value;

interface Found<Value> {
  readonly claim: ClaimValue;
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
  const found: Found<Value>[] = [];
  for (const [name, read] of sources) {
    const claim = claimAt(parent, name);
    if (claim !== undefined) found.push({ claim, value: read(claim) });
  }
  return isNotEmpty(found) ? reconcile(found) : undefined;
}

function isNotEmpty<Element>(list: readonly Element[]): list is readonly [Element, ...Element[]] {
  return list.length > 0;
}

/** The value that all the claims have. */
export function sameValue<Value>(found: readonly [Found<Value>, ...Found<Value>[]]): Value {
  const [first] = found;
  for (const other of found) {
    if (other.value !== first.value) throw disagreement(first, other);
  }
  return first.value;
}

/** The earliest of dates that differ by a second at most: what a token grants ends with the first of them. */
export function earliestDate(found: readonly [Found<Date>, ...Found<Date>[]]): Date {
  return agreedDate(found, Math.min);
}

/** The latest of dates that differ by a second at most: what a token grants begins with the last of them. */
export function latestDate(found: readonly [Found<Date>, ...Found<Date>[]]): Date {
  return agreedDate(found, Math.max);
}

function agreedDate(
  found: readonly [Found<Date>, ...Found<Date>[]],
  choose: (left: number, right: number) => number,
): Date {
  const [first] = found;
  const firstTime = first.value.getTime();
  let chosen = firstTime;
  for (const other of found) {
    const time = other.value.getTime();
    if (Math.abs(time - firstTime) > DATE_TOLERANCE_MILLISECONDS) throw disagreement(first, other);
    chosen = choose(chosen, time);
  }
  return new Date(chosen);
}

function disagreement(first: Found<unknown>, other: Found<unknown>): BorrowTokenClaimInvalidError {
  return new BorrowTokenClaimInvalidError(
    other.claim.path,
    `The claims ${first.claim.path} and ${other.claim.path} contradict each other. Have the issuer write the same value in both.`,
  );
}
