import { dateTimeText, epochSeconds, httpDateText } from "./timestamps.js";

/** A floating point number: those that JSON does not have are written as strings. */
export function writeDouble(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** A whole number of any size. One that JSON numbers cannot carry exactly in JavaScript is refused. */
export function writeBigInteger(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large to be written exactly.`);
  return number;
}

/** A timestamp in the protocol's default form. */
export function writeEpochSeconds(value: Date): number {
  return epochSeconds(value);
}

/** A timestamp in RFC 3339 form. */
export function writeDateTime(value: Date): string {
  return dateTimeText(value);
}

/** A timestamp as an IMF-fixdate. */
export function writeHttpDate(value: Date): string {
  return httpDateText(value);
}
