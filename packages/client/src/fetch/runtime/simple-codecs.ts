import { fromBase64, toBase64 } from "./base64.js";
import type { Codec } from "./codec.js";
import { ExactNumber, plainNumbers } from "./exact-number.js";
import { Misread } from "./misread.js";

/** JSON of any kind, the type of Smithy's documents. */
export type DocumentValue = null | boolean | number | string | DocumentValue[] | { [name: string]: DocumentValue };

/** Strings and enums. */
export const text: Codec<string> = {
  read(json) {
    if (typeof json !== "string") throw new Misread("a string");
    return json;
  },
  write: (value) => value,
};

export const flag: Codec<boolean> = {
  read(json) {
    if (typeof json !== "boolean") throw new Misread("true or false");
    return json;
  },
  write: (value) => value,
};

/** Bytes, shorts, integers and enums of integers. */
export const integer: Codec<number> = { read: numberOf, write: (value) => value };

/** 64-bit numbers as numbers. One whose digits a number does not hold is refused rather than rounded. */
export const long: Codec<number> = {
  read(json) {
    const value = numberOf(json);
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      throw new Misread("a whole number of at most 2^53 - 1");
    }
    return value;
  },
  write: (value) => value,
};

const NOT_IN_JSON: readonly unknown[] = ["NaN", "Infinity", "-Infinity"];

/** Floats and doubles. Those that JSON does not have are strings in it. */
export const double: Codec<number> = {
  read: (json) => (NOT_IN_JSON.includes(json) ? Number(json) : numberOf(json)),
  write: (value) => (Number.isFinite(value) ? value : String(value)),
};

/** Big integers, and 64-bit numbers as bigints, with all their digits. */
export const bigInteger: Codec<bigint> = {
  read(json) {
    const digits = json instanceof ExactNumber ? json.text : String(numberOf(json));
    if (!/^-?\d+$/.test(digits)) throw new Misread("a whole number");
    return BigInt(digits);
  },
  write: (value) => new ExactNumber(String(value)),
};

/** Big decimals, as strings of their digits. */
export const bigDecimal: Codec<string> = {
  read: (json) => (json instanceof ExactNumber ? json.text : String(numberOf(json))),
  write(value) {
    if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) throw new TypeError(`${JSON.stringify(value)} is no number.`);
    return new ExactNumber(value);
  },
};

/** Bytes, base64 in JSON. */
export const blob: Codec<Uint8Array> = {
  read: (json) => fromBase64(text.read(json)),
  write: (value) => toBase64(value),
};

export const document: Codec<DocumentValue> = {
  read: (json) => plainNumbers(json) as DocumentValue,
  write: (value) => value,
};

/** Timestamps in the protocol's own form: seconds since 1970, with a fraction. */
export const epochSeconds: Codec<Date> = {
  read: (json) => new Date(Math.round(numberOf(json) * 1000)),
  write: (value) => value.getTime() / 1000,
};

/** Timestamps as RFC 3339 texts. */
export const dateTime: Codec<Date> = {
  read: readDate,
  write: (value) => value.toISOString().replace(".000Z", "Z"),
};

/** Timestamps as IMF-fixdates (RFC 9110 section 5.6.7). */
export const httpDate: Codec<Date> = { read: readDate, write: (value) => value.toUTCString() };

function readDate(json: unknown): Date {
  const date = new Date(text.read(json));
  if (Number.isNaN(date.getTime())) throw new Misread("a date");
  return date;
}

function numberOf(json: unknown): number {
  if (json instanceof ExactNumber) return Number(json.text);
  if (typeof json !== "number") throw new Misread("a number");
  return json;
}
