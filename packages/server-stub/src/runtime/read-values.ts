import { base64Bytes } from "./base64.js";
import type { InputReader, JsonObject, Key } from "./input-reader.js";
import { parseDateTime, parseHttpDate } from "./timestamps.js";

/** A JSON value of any kind, the type of Smithy's documents. */
export type DocumentValue =
  | string
  | number
  | boolean
  | null
  | readonly DocumentValue[]
  | { readonly [name: string]: DocumentValue };

export function readObject(value: unknown, key: Key | undefined, reader: InputReader): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw reader.mistyped(key, "an object");
  return value as JsonObject;
}

/** A value of Smithy's `Unit`: an object of which nothing is read. */
export function readUnit(value: unknown, key: Key | undefined, reader: InputReader): Readonly<Record<string, never>> {
  readObject(value, key, reader);
  return {};
}

export function readArray(value: unknown, key: Key | undefined, reader: InputReader): readonly unknown[] {
  if (!Array.isArray(value)) throw reader.mistyped(key, "a list");
  return value;
}

export function readString(value: unknown, key: Key, reader: InputReader): string {
  if (typeof value !== "string") throw reader.mistyped(key, "a string");
  return value;
}

export function readBoolean(value: unknown, key: Key, reader: InputReader): boolean {
  if (typeof value !== "boolean") throw reader.mistyped(key, "true or false");
  return value;
}

export function readByte(value: unknown, key: Key, reader: InputReader): number {
  return readWholeNumber(value, -128, 127, key, reader);
}

export function readShort(value: unknown, key: Key, reader: InputReader): number {
  return readWholeNumber(value, -32_768, 32_767, key, reader);
}

export function readInteger(value: unknown, key: Key, reader: InputReader): number {
  return readWholeNumber(value, -2_147_483_648, 2_147_483_647, key, reader);
}

/** A 64-bit number. One that JavaScript cannot hold exactly is refused, because it would silently become another. */
export function readLong(value: unknown, key: Key, reader: InputReader): number {
  return readWholeNumber(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, key, reader);
}

export function readFloat(value: unknown, key: Key, reader: InputReader): number {
  return Math.fround(readDouble(value, key, reader));
}

export function readDouble(value: unknown, key: Key, reader: InputReader): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (value === "NaN") return Number.NaN;
  if (value === "Infinity") return Number.POSITIVE_INFINITY;
  if (value === "-Infinity") return Number.NEGATIVE_INFINITY;
  throw reader.mistyped(key, 'a number, "NaN", "Infinity" or "-Infinity"');
}

export function readBigInteger(value: unknown, key: Key, reader: InputReader): bigint {
  return BigInt(readLong(value, key, reader));
}

export function readBigDecimal(value: unknown, key: Key, reader: InputReader): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw reader.mistyped(key, "a number");
  return value;
}

export function readBlob(value: unknown, key: Key, reader: InputReader): Uint8Array {
  const bytes = typeof value === "string" ? base64Bytes(value) : undefined;
  if (bytes === undefined) throw reader.mistyped(key, "a base64 encoded string");
  return bytes;
}

/** A timestamp in the protocol's default form: seconds since 1970-01-01T00:00:00Z, with or without a fraction. */
export function readEpochSeconds(value: unknown, key: Key, reader: InputReader): Date {
  const date = typeof value === "number" ? new Date(Math.round(value * 1000)) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) throw reader.mistyped(key, "a number of seconds since 1970");
  return date;
}

/** A timestamp such as `2026-01-31T12:00:00.5+01:00` (RFC 3339 section 5.6). */
export function readDateTime(value: unknown, key: Key, reader: InputReader): Date {
  const date = typeof value === "string" ? parseDateTime(value) : undefined;
  if (date === undefined) throw reader.mistyped(key, "a date and time such as 2026-01-31T12:00:00Z");
  return date;
}

/** A timestamp such as `Sat, 31 Jan 2026 12:00:00 GMT` (RFC 9110 section 5.6.7, the preferred form). */
export function readHttpDate(value: unknown, key: Key, reader: InputReader): Date {
  const date = typeof value === "string" ? parseHttpDate(value) : undefined;
  if (date === undefined) throw reader.mistyped(key, "a date and time such as Sat, 31 Jan 2026 12:00:00 GMT");
  return date;
}

export function readDocument(value: unknown): DocumentValue {
  return value as DocumentValue;
}

/** The one member of a union that is set, by its name and value. */
export function readTag(value: unknown, key: Key | undefined, reader: InputReader): readonly [string, unknown] {
  const tags = Object.entries(readObject(value, key, reader)).filter(
    ([name, member]) => member !== null && name !== "__type",
  );
  const [tag, ...others] = tags;
  if (tag === undefined || others.length > 0) throw reader.mistyped(key, "an object with exactly one member");
  return tag;
}

function readWholeNumber(value: unknown, min: number, max: number, key: Key, reader: InputReader): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
    throw reader.mistyped(key, `a whole number from ${min} to ${max}`);
  }
  return value;
}
