import { numberOf } from "./exact-numbers.js";
import type { JsonObject } from "./input-reader.js";
import type { Key, ValueVisitor } from "./value-visitor.js";

/**
 * Values that are the same for the service and on the wire. Each function answers the value where it has its type and
 * ends the visit otherwise.
 */

export function expectObject(value: unknown, key: Key | undefined, visitor: ValueVisitor): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw visitor.mistyped(key, "an object");
  return value as JsonObject;
}

export function expectArray(value: unknown, key: Key | undefined, visitor: ValueVisitor): readonly unknown[] {
  if (!Array.isArray(value)) throw visitor.mistyped(key, "a list");
  // A function is not called for holes, so what is written for them would be unchecked.
  if (value.includes(undefined) && hasHoles(value)) throw visitor.mistyped(key, "a list without holes");
  return value;
}

function hasHoles(values: readonly unknown[]): boolean {
  for (let index = 0; index < values.length; index += 1) if (!(index in values)) return true;
  return false;
}

export function expectString(value: unknown, key: Key | undefined, visitor: ValueVisitor): string {
  if (typeof value !== "string") throw visitor.mistyped(key, "a string");
  return value;
}

export function expectBoolean(value: unknown, key: Key | undefined, visitor: ValueVisitor): boolean {
  if (typeof value !== "boolean") throw visitor.mistyped(key, "true or false");
  return value;
}

export function expectByte(value: unknown, key: Key | undefined, visitor: ValueVisitor): number {
  return expectWholeNumber(value, -128, 127, key, visitor);
}

export function expectShort(value: unknown, key: Key | undefined, visitor: ValueVisitor): number {
  return expectWholeNumber(value, -32_768, 32_767, key, visitor);
}

export function expectInteger(value: unknown, key: Key | undefined, visitor: ValueVisitor): number {
  return expectWholeNumber(value, -2_147_483_648, 2_147_483_647, key, visitor);
}

/** A 64-bit number. One that JavaScript cannot hold exactly is refused, because it would silently become another. */
export function expectLong(value: unknown, key: Key | undefined, visitor: ValueVisitor): number {
  return expectWholeNumber(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, key, visitor);
}

function expectWholeNumber(
  value: unknown,
  min: number,
  max: number,
  key: Key | undefined,
  visitor: ValueVisitor,
): number {
  const number = numberOf(value);
  if (number === undefined || !Number.isInteger(number) || number < min || number > max) {
    throw visitor.mistyped(key, `a whole number from ${min} to ${max}`);
  }
  return number;
}
