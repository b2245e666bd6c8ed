import { type ClaimValue, invalidClaim } from "./claim-value.js";
import { readNumber, readString } from "./read-simple-values.js";

const ZONELESS = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?$/;

/**
 * Reads `YYYY-MM-DDTHH:MM:SS`, which means UTC. A `Z` behind it is accepted, because it says the same.
 * Fractions, other zones and dates that do not exist, such as 31 February, are not.
 */
export function readZonelessUtcDateTime(claim: ClaimValue): Date {
  const text = readString(claim);
  const date = ZONELESS.test(text) ? existingDate(text) : undefined;
  if (date !== undefined) return date;
  throw invalidClaim(claim.path, "an existing UTC date and time of the form YYYY-MM-DDTHH:MM:SS");
}

/** The days of each month in a year that is no leap year. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** After so many years the calendar repeats itself. */
const CYCLE_YEARS = 400;
const CYCLE_MILLISECONDS = 146_097 * 86_400_000;

/** The date of a text of that form, or nothing where the year has no such day. */
function existingDate(text: string): Date | undefined {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = (DAYS[month - 1] ?? 0) + (month === 2 && isLeapYear ? 1 : 0);
  if (day < 1 || day > days) return undefined;
  // Date.UTC takes the years 0 to 99 for those of the twentieth century, so it is asked about a later cycle.
  const time = Date.UTC(
    year + CYCLE_YEARS,
    month - 1,
    day,
    twoDigits(text, 11),
    twoDigits(text, 14),
    twoDigits(text, 17),
  );
  return new Date(time - CYCLE_MILLISECONDS);
}

function twoDigits(text: string, index: number): number {
  return (text.charCodeAt(index) - DIGIT_ZERO) * 10 + text.charCodeAt(index + 1) - DIGIT_ZERO;
}

const DIGIT_ZERO = 0x30;

/** Writes `YYYY-MM-DDTHH:MM:SS` in UTC. What exceeds a whole second is cut off, toward the past. */
export function writeZonelessUtcDateTime(date: Date | undefined, path: string): string | undefined {
  const seconds = writeNumericDate(date, path);
  if (seconds === undefined) return undefined;
  const text = new Date(seconds * 1000).toISOString();
  if (text.length !== "YYYY-MM-DDTHH:MM:SS.mmmZ".length) throw invalidClaim(path, "a date in the years 0 to 9999");
  return text.slice(0, "YYYY-MM-DDTHH:MM:SS".length);
}

/** Reads seconds since 1970-01-01T00:00:00Z, with or without a fraction (RFC 7519 section 2, NumericDate). */
export function readNumericDate(claim: ClaimValue): Date {
  const date = new Date(Math.floor(readNumber(claim) * 1000));
  if (Number.isNaN(date.getTime())) throw invalidClaim(claim.path, "a number of seconds since 1970-01-01T00:00:00Z");
  return date;
}

/** Writes whole seconds since 1970-01-01T00:00:00Z. What exceeds a whole second is cut off, toward the past. */
export function writeNumericDate(date: Date | undefined, path: string): number | undefined {
  if (date === undefined) return undefined;
  const time = date instanceof Date ? date.getTime() : Number.NaN;
  if (Number.isNaN(time)) throw invalidClaim(path, "a valid Date");
  return Math.floor(time / 1000);
}
