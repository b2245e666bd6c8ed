import { invalidParameter, quoted } from "./invalid-parameter.js";

/** A moment: whole seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number;

/** 9999-12-31T23:59:59Z, the last second that can be written. It stands for an end that does not come. */
export const END_OF_TIME: EpochSeconds = 253_402_300_799;

const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):([0-5]\d))$/;
const MAXIMUM_OFFSET_IN_MINUTES = 14 * 60;

/**
 * Reads a date and time in ISO 8601 format, more strictly than the model's pattern: the date exists, the year has four
 * digits, and there is one zone, from -14:00 to +14:00. A fraction of a second is cut off.
 *
 * @param member the member's path in the request, for the error
 * @throws InvalidParameterValueException when there is no such date
 */
export function parseDateTime(member: string, text: string): EpochSeconds {
  const [, local = "", sign, hours, minutes] = DATE_TIME.exec(text) ?? [];
  const date = new Date(`${local}Z`);
  const exists = local !== "" && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(local);
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  const seconds = date.getTime() / 1000 - offset * 60;
  if (exists && Math.abs(offset) <= MAXIMUM_OFFSET_IN_MINUTES && hasFourDigitYear(seconds)) return seconds;
  throw invalidParameter(
    member,
    `is ${quoted(text)}, which is no existing date and time in the years 0000 to 9999 with a zone from -14:00 to +14:00`,
    "Give one such as 2026-01-31T12:00:00Z",
  );
}

/** Writes a moment as the API does, such as `2026-01-31T12:00:00Z`. */
export function formatDateTime(seconds: EpochSeconds): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** The second that a moment lies in. */
export function epochSeconds(date: Date): EpochSeconds {
  return Math.floor(date.getTime() / 1000);
}

function hasFourDigitYear(seconds: EpochSeconds): boolean {
  return /^\d{4}-/.test(new Date(seconds * 1000).toISOString());
}
