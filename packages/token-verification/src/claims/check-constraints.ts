import { type ClaimValue, invalidClaim } from "./claim-value.js";

/** Bounds of a length or of a number, both inclusive. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Checks the length of a text, counted in code points. */
export function checkTextLength(claim: ClaimValue, text: string, bounds: Bounds): void {
  // Between half as many code points as code units and as many: where both are allowed, nobody has to count.
  if (within(text.length, bounds) && within(Math.ceil(text.length / 2), bounds)) return;
  let length = 0;
  for (const _ of text) length += 1;
  if (!within(length, bounds)) throw invalidClaim(claim.path, `a string of ${boundsText(bounds)} characters`);
}

/** Checks the number of elements of a list or of members of a map. */
export function checkSize(claim: ClaimValue, size: number, bounds: Bounds): void {
  if (!within(size, bounds)) throw invalidClaim(claim.path, `a collection of ${boundsText(bounds)} elements`);
}

/** Checks the value of a number. Called by what is generated for models in which a claim has the trait `range`. */
export function checkRange(claim: ClaimValue, value: number, bounds: Bounds): void {
  if (!within(value, bounds)) throw invalidClaim(claim.path, `a number that is ${boundsText(bounds)}`);
}

/** Checks a text against a pattern, which is anchored where it says so only. */
export function checkPattern(claim: ClaimValue, text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw invalidClaim(claim.path, `a string that matches ${pattern.source}`);
}

/** The values of each enum that was asked for: a model's enums never change. */
const knownValues = new WeakMap<object, ReadonlySet<string>>();

/** Checks that a text is one of the values of an enum, which it answers. */
export function checkEnum<Value extends string>(
  claim: ClaimValue,
  text: string,
  enumObject: Readonly<Record<string, Value>>,
): Value {
  let values = knownValues.get(enumObject);
  if (values === undefined) {
    values = new Set(Object.values(enumObject));
    knownValues.set(enumObject, values);
  }
  if (!values.has(text)) throw invalidClaim(claim.path, `one of ${[...values].join(", ")}`);
  return text as Value;
}

/**
 * Checks that no element of a list occurs twice. Elements are equal when their JSON is, whatever its members' order.
 * Called by what is generated for models in which a claim has the trait `uniqueItems`.
 */
export function checkUniqueItems(claim: ClaimValue, items: readonly unknown[]): void {
  const texts = items.map((item) => JSON.stringify(item, sortedMembers));
  if (new Set(texts).size !== texts.length) throw invalidClaim(claim.path, "a list without duplicates");
}

function within(value: number, { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Bounds): boolean {
  return value >= min && value <= max;
}

function boundsText({ min, max }: Bounds): string {
  if (min !== undefined && max !== undefined) return min === max ? `exactly ${min}` : `${min} to ${max}`;
  return min === undefined ? `at most ${max}` : `at least ${min}`;
}

function sortedMembers(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
