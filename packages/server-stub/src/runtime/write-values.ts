import { base64Text } from "./base64.js";
import { isDecimal } from "./decimal.js";
import { expectObject } from "./expectations.js";
import type { OutputWriter } from "./output-writer.js";
import { dateTimeText, epochSeconds, hasFourDigitYear, httpDateText } from "./timestamps.js";
import type { Key } from "./value-visitor.js";

/** Values that the wire has in another form than the service. Each is checked before it leaves. */

/** A value of Smithy's `Unit`. */
export function writeUnit(value: unknown, key: Key | undefined, writer: OutputWriter): object {
  expectObject(value, key, writer);
  return {};
}

/** A number of 32 bits, written as the service has it. */
export function writeFloat(value: unknown, key: Key | undefined, writer: OutputWriter): number | string {
  const number = writeDouble(value, key, writer);
  const isTooLarge = typeof number === "number" && !Number.isFinite(Math.fround(number));
  if (isTooLarge) throw writer.mistyped(key, "a number of 32 bits");
  return number;
}

/** A floating point number: those that JSON does not have are written as strings. */
export function writeDouble(value: unknown, key: Key | undefined, writer: OutputWriter): number | string {
  if (typeof value !== "number") throw writer.mistyped(key, "a number");
  return Number.isFinite(value) ? value : String(value);
}

/** A 64-bit number with all its digits. */
export function writeBigLong(value: unknown, key: Key | undefined, writer: OutputWriter): number | string {
  if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) {
    throw writer.mistyped(key, "a 64-bit whole number, as a bigint");
  }
  return writer.number(String(value));
}

export function writeBigInteger(value: unknown, key: Key | undefined, writer: OutputWriter): number | string {
  if (typeof value !== "bigint") throw writer.mistyped(key, "a whole number, as a bigint");
  return writer.number(String(value));
}

export function writeBigDecimal(value: unknown, key: Key | undefined, writer: OutputWriter): number | string {
  if (typeof value !== "string" || !isDecimal(value)) throw writer.mistyped(key, "a decimal number, as a string");
  return writer.number(value);
}

export function writeBlob(value: unknown, key: Key | undefined, writer: OutputWriter): string {
  if (!(value instanceof Uint8Array)) throw writer.mistyped(key, "a Uint8Array");
  return base64Text(value);
}

/** A timestamp in the protocol's default form. */
export function writeEpochSeconds(value: unknown, key: Key | undefined, writer: OutputWriter): number {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw writer.mistyped(key, "a valid Date");
  return epochSeconds(value);
}

/** A timestamp in RFC 3339 form. */
export function writeDateTime(value: unknown, key: Key | undefined, writer: OutputWriter): string {
  return dateTimeText(textualDate(value, key, writer));
}

/** A timestamp as an IMF-fixdate. */
export function writeHttpDate(value: unknown, key: Key | undefined, writer: OutputWriter): string {
  return httpDateText(textualDate(value, key, writer));
}

/** The one member of a union that is set, by its name and value. */
export function writeTag(value: unknown, key: Key | undefined, writer: OutputWriter): readonly [string, unknown] {
  const tags = Object.entries(expectObject(value, key, writer)).filter(
    ([, member]) => member !== undefined && member !== null,
  );
  const [tag, ...others] = tags;
  if (tag === undefined || others.length > 0) throw writer.mistyped(key, "an object with exactly one member");
  return tag;
}

function textualDate(value: unknown, key: Key | undefined, writer: OutputWriter): Date {
  if (value instanceof Date && hasFourDigitYear(value)) return value;
  throw writer.mistyped(key, "a valid Date from year 0 to 9999");
}
