import type { ConstraintErrorFactory, InputReader, Key } from "./input-reader.js";

/**
 * Checks of the constraint traits. Each notes what is wrong with the reader and tells whether the value holds.
 *
 * @see https://smithy.io/2.0/spec/constraint-traits.html
 */

/** Bounds of a length or range, both inclusive. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** The length of a text in Unicode scalar values, as the `length` trait counts it. */
export function checkTextLength(
  text: string,
  bounds: Bounds,
  key: Key,
  reader: InputReader,
  error?: ConstraintErrorFactory,
): boolean {
  const units = text.length;
  const { min = 0, max = Number.POSITIVE_INFINITY } = bounds;
  // A text has at most as many code points as code units, and at least half as many: most need no counting.
  if (units <= max && units >= min * 2) return true;
  return checkLength(codePointCount(text), bounds, key, reader, error);
}

/** The number of elements, entries or bytes. */
export function checkLength(
  length: number,
  bounds: Bounds,
  key: Key | undefined,
  reader: InputReader,
  error?: ConstraintErrorFactory,
): boolean {
  const { min = 0, max = Number.POSITIVE_INFINITY } = bounds;
  if (length >= min && length <= max) return true;
  reader.failLength(key, length, `Member must have length ${boundsText(bounds)}`, error);
  return false;
}

export function checkRange(
  value: number | bigint,
  bounds: Bounds,
  key: Key,
  reader: InputReader,
  error?: ConstraintErrorFactory,
): boolean {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = bounds;
  if (value >= min && value <= max) return true;
  reader.fail(key, `Member must be ${boundsText(bounds)}`, error);
  return false;
}

/** A regular expression of a model, compiled once. */
export interface Pattern {
  /** The expression as the model has it. */
  readonly text: string;
  readonly expression: RegExp;
}

/** Compiles a regular expression of a model: ECMA 262, in Unicode mode. */
export function pattern(text: string): Pattern {
  return { text, expression: new RegExp(text, "u") };
}

/** Patterns are not anchored: one that is to match the whole text says so itself. */
export function checkPattern(
  text: string,
  { text: patternText, expression }: Pattern,
  key: Key,
  reader: InputReader,
  error?: ConstraintErrorFactory,
): boolean {
  if (expression.test(text)) return true;
  reader.fail(key, `Member must satisfy regular expression pattern: ${patternText}`, error);
  return false;
}

export function checkEnum<Value extends string | number>(
  value: string | number,
  values: ReadonlySet<Value>,
  key: Key,
  reader: InputReader,
  error?: ConstraintErrorFactory,
): value is Value {
  if ((values as ReadonlySet<string | number>).has(value)) return true;
  reader.fail(key, `Member must satisfy enum value set: [${[...values].join(", ")}]`, error);
  return false;
}

export function checkUniqueItems(
  items: readonly unknown[],
  key: Key | undefined,
  reader: InputReader,
  error?: ConstraintErrorFactory,
): boolean {
  if (new Set(items.map(identity)).size === items.length) return true;
  reader.fail(key, "Member must have unique values", error);
  return false;
}

function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function boundsText({ min, max }: Bounds): string {
  if (min !== undefined && max !== undefined) return `between ${min} and ${max}, inclusive`;
  return min === undefined ? `less than or equal to ${max}` : `greater than or equal to ${min}`;
}

/** A primitive that is equal for equal items: objects are compared by their members, whatever their order. */
function identity(item: unknown): unknown {
  return typeof item === "object" && item !== null ? JSON.stringify(item, sortedMembers) : item;
}

function sortedMembers(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
