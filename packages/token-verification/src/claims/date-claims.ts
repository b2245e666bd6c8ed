import { type ClaimValue, invalidClaim } from "./claim-value.js";
import { readNumber, readString } from "./read-simple-values.js";

const ZONELESS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=Z?$)/;

/**
 * Reads `YYYY-MM-DDTHH:MM:SS`, which means UTC. A `Z` behind it is accepted, because it says the same.
 * Fractions, other zones and dates that do not exist, such as 31 February, are not.
 */
export function readZonelessUtcDateTime(claim: ClaimValue): Date {
  const [text] = ZONELESS.exec(readString(claim)) ?? [];
  const date = new Date(`${text}Z`);
  const exists = text !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (!exists) throw invalidClaim(claim.path, "an existing UTC date and time of the form YYYY-MM-DDTHH:MM:SS");
  return date;
}

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
