import { base64Text } from "./base64.js";
import { compareDecimals } from "./decimal.js";
import type { Key, ValueVisitor } from "./value-visitor.js";
import type { ConstraintErrorFactory } from "./violations.js";

/**
 * Checks of the constraint traits. Each notes what is wrong with the visitor and tells whether the value holds.
 *
 * @see https://smithy.io/2.0/spec/constraint-traits.html
 */

/** Bounds of a length, both inclusive. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Bounds of a range, both inclusive. Those that JavaScript's own numbers do not hold are bigints. */
export interface RangeBounds {
  readonly min?: number | bigint;
  readonly max?: number | bigint;
}

/** The length of a text in Unicode scalar values, as the `length` trait counts it. */
export function checkTextLength(
  text: string,
  bounds: Bounds,
  key: Key | undefined,
  visitor: ValueVisitor,
  error?: ConstraintErrorFactory,
): boolean {
  const units = text.length;
  const { min = 0, max = Number.POSITIVE_INFINITY } = bounds;
  // A text has at most as many code points as code units, and at least half as many: most need no counting.
  if (units <= max && units >= min * 2) return true;
  return checkLength(codePointCount(text), bounds, key, visitor, error);
}

/** The number of elements, entries or bytes. */
export function checkLength(
  length: number,
  bounds: Bounds,
  key: Key | undefined,
  visitor: ValueVisitor,
  error?: ConstraintErrorFactory,
): boolean {
  const { min = 0, max = Number.POSITIVE_INFINITY } = bounds;
  if (length >= min && length <= max) return true;
  visitor.failLength(key, length, `Member must have length ${boundsText(bounds)}`, error);
  return false;
}

export function checkRange(
  value: number | bigint,
  bounds: RangeBounds,
  key: Key | undefined,
  visitor: ValueVisitor,
  error?: ConstraintErrorFactory,
): boolean {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = bounds;
  if (value >= min && value <= max) return true;
  visitor.fail(key, `Member must be ${boundsText(bounds)}`, error);
  return false;
}

/** A regular expression of a model, compiled once. */
export interface Pattern {
  /** What a message says of it, with the expression as the model has it. */
  readonly constraint: string;
  readonly expression: RegExp;
  /** The text that matched last: an answer repeats what its request had, and so do requests for one thing. */
  matched?: string;
}

/**
 * Compiles a regular expression of a model: ECMA 262, in Unicode mode.
 *
 * @param text the expression as the model has it
 * @param expression the same for Unicode mode, where that refuses the model's
 */
export function pattern(text: string, expression: string = text): Pattern {
  const constraint = `Member must satisfy regular expression pattern: ${text}`;
  return { constraint, expression: new RegExp(expression, "u") };
}

/** Patterns are not anchored: one that is to match the whole text says so itself. */
export function checkPattern(
  text: string,
  pattern: Pattern,
  key: Key | undefined,
  visitor: ValueVisitor,
  error?: ConstraintErrorFactory,
): boolean {
  if (text === pattern.matched) return true;
  if (pattern.expression.test(text)) {
    pattern.matched = text;
    return true;
  }
  visitor.fail(key, pattern.constraint, error);
  return false;
}

/** The values of an enum, and what a message says of them. */
export interface EnumValues<Value extends string | number> {
  readonly set: ReadonlySet<string | number>;
  readonly constraint: string;
  readonly type?: Value;
}

/**
 * Prepares the values of an enum.
 *
 * @param internal values that are allowed and that no message tells
 */
export function enumValues<Value extends string | number>(
  values: readonly Value[],
  internal: readonly Value[] = [],
): EnumValues<Value> {
  const told = values.filter((value) => !internal.includes(value));
  return { set: new Set(values), constraint: `Member must satisfy enum value set: [${told.join(", ")}]` };
}

export function checkEnum<Value extends string | number>(
  value: string | number,
  { set, constraint }: EnumValues<Value>,
  key: Key | undefined,
  visitor: ValueVisitor,
  error?: ConstraintErrorFactory,
): value is Value {
  if (set.has(value)) return true;
  visitor.fail(key, constraint, error);
  return false;
}

export function checkUniqueItems(
  items: readonly unknown[],
  key: Key | undefined,
  visitor: ValueVisitor,
  error?: ConstraintErrorFactory,
): boolean {
  if (new Set(items.map(identity)).size === items.length) return true;
  visitor.fail(key, "Member must have unique values", error);
  return false;
}

/** A decimal number, given as text. */
export function checkDecimalRange(
  value: string,
  bounds: RangeBounds,
  key: Key | undefined,
  visitor: ValueVisitor,
  error?: ConstraintErrorFactory,
): boolean {
  const { min, max } = bounds;
  const fits =
    (min === undefined || compareDecimals(value, String(min)) >= 0) &&
    (max === undefined || compareDecimals(value, String(max)) <= 0);
  if (!fits) visitor.fail(key, `Member must be ${boundsText(bounds)}`, error);
  return fits;
}

function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function boundsText({ min, max }: RangeBounds): string {
  if (min !== undefined && max !== undefined) return `between ${min} and ${max}, inclusive`;
  return min === undefined ? `less than or equal to ${max}` : `greater than or equal to ${min}`;
}

/** A primitive that is equal for equal items: structures are compared by their members, whatever their order. */
function identity(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return item;
  return JSON.stringify(comparable(item));
}

/** A JSON value that is the same for equal values. The kind stands before what JSON would write alike. */
function comparable(value: unknown): unknown {
  if (typeof value === "bigint") return ["bigint", String(value)];
  if (typeof value === "number" && !Number.isFinite(value)) return ["number", String(value)];
  if (value instanceof Date) return ["Date", value.getTime()];
  if (value instanceof Uint8Array) return ["bytes", base64Text(value)];
  if (Array.isArray(value)) return ["list", value.map(comparable)];
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([left], [right]) => (left < right ? -1 : 1));
  return members.map(([name, member]) => [name, comparable(member)]);
}
