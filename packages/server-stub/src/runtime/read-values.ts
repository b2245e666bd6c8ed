import { base64Bytes } from "./base64.js";
import { compareDecimals } from "./decimal.js";
import { numberOf, numberText } from "./exact-numbers.js";
import { expectObject } from "./expectations.js";
import type { InputReader } from "./input-reader.js";
import { parseDateTime, parseHttpDate } from "./timestamps.js";
import type { Key } from "./value-visitor.js";

/** Values that the service sees in another form than the wire has. */

/** How many digits a big integer may have: turning digits into a number takes more than linear time. */
const MAX_DIGITS = 4096;

/** A value of Smithy's `Unit`: an object of which nothing is read. */
export function readUnit(value: unknown, key: Key | undefined, reader: InputReader): Readonly<Record<string, never>> {
  expectObject(value, key, reader);
  return {};
}

/** A number of 32 bits. One that is too large for them is refused, because it would become an infinity. */
export function readFloat(value: unknown, key: Key | undefined, reader: InputReader): number {
  const number = readDouble(value, key, reader);
  const float = Math.fround(number);
  if (Number.isFinite(number) && !Number.isFinite(float)) throw reader.mistyped(key, "a number of 32 bits");
  return float;
}

export function readDouble(value: unknown, key: Key | undefined, reader: InputReader): number {
  const number = numberOf(value);
  if (number !== undefined && Number.isFinite(number)) return number;
  if (value === "NaN") return Number.NaN;
  if (value === "Infinity") return Number.POSITIVE_INFINITY;
  if (value === "-Infinity") return Number.NEGATIVE_INFINITY;
  throw reader.mistyped(key, 'a number, "NaN", "Infinity" or "-Infinity"');
}

/** A 64-bit number with all its digits. */
export function readBigLong(value: unknown, key: Key | undefined, reader: InputReader): bigint {
  const long = bigIntegerOf(value);
  if (long === undefined || BigInt.asIntN(64, long) !== long) throw reader.mistyped(key, "a 64-bit whole number");
  return long;
}

export function readBigInteger(value: unknown, key: Key | undefined, reader: InputReader): bigint {
  const integer = bigIntegerOf(value);
  if (integer === undefined) throw reader.mistyped(key, `a whole number of at most ${MAX_DIGITS} digits`);
  return integer;
}

/** A decimal number, as the text that was sent. */
export function readBigDecimal(value: unknown, key: Key | undefined, reader: InputReader): string {
  const text = numberText(value);
  if (text === undefined) throw reader.mistyped(key, "a number");
  return text;
}

export function readBlob(value: unknown, key: Key | undefined, reader: InputReader): Uint8Array {
  const bytes = typeof value === "string" ? base64Bytes(value) : undefined;
  if (bytes === undefined) throw reader.mistyped(key, "a base64 encoded string");
  return bytes;
}

/** A timestamp in the protocol's default form: seconds since 1970-01-01T00:00:00Z, with or without a fraction. */
export function readEpochSeconds(value: unknown, key: Key | undefined, reader: InputReader): Date {
  const seconds = numberOf(value);
  const date = seconds === undefined ? undefined : new Date(Math.round(seconds * 1000));
  if (date === undefined || Number.isNaN(date.getTime())) throw reader.mistyped(key, "a number of seconds since 1970");
  return date;
}

/** A timestamp such as `2026-01-31T12:00:00.5+01:00` (RFC 3339 section 5.6). */
export function readDateTime(value: unknown, key: Key | undefined, reader: InputReader): Date {
  const date = typeof value === "string" ? parseDateTime(value) : undefined;
  if (date === undefined) throw reader.mistyped(key, "a date and time such as 2026-01-31T12:00:00Z");
  return date;
}

/** A timestamp such as `Sat, 31 Jan 2026 12:00:00 GMT` (RFC 9110 section 5.6.7, the preferred form). */
export function readHttpDate(value: unknown, key: Key | undefined, reader: InputReader): Date {
  const date = typeof value === "string" ? parseHttpDate(value) : undefined;
  if (date === undefined) throw reader.mistyped(key, "a date and time such as Sat, 31 Jan 2026 12:00:00 GMT");
  return date;
}

/** The one member of a union that is set, by its name and value. */
export function readTag(value: unknown, key: Key | undefined, reader: InputReader): readonly [string, unknown] {
  const tags = Object.entries(expectObject(value, key, reader)).filter(
    ([name, member]) => member !== null && name !== "__type",
  );
  const [tag, ...others] = tags;
  if (tag === undefined || others.length > 0) throw reader.mistyped(key, "an object with exactly one member");
  return tag;
}

function bigIntegerOf(value: unknown): bigint | undefined {
  const text = numberText(value);
  if (text === undefined || text.length > MAX_DIGITS) return undefined;
  if (/^-?\d+$/.test(text)) return BigInt(text);
  // A whole number may be written with a fraction of zeros or with an exponent.
  const number = Number(text);
  return Number.isSafeInteger(number) && compareDecimals(text, String(number)) === 0 ? BigInt(number) : undefined;
}
