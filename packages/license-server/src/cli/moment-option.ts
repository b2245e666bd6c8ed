import { InvalidArgumentError } from "commander";
import type { EpochSeconds } from "../domain/date-time.js";
import { SECONDS_OF } from "./duration-option.js";

const DATE_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/;
const AGO = /^([1-9][0-9]{0,5})(m|h|d)$/;

/**
 * Reads a moment: a date (its beginning, in UTC), a date and time with a zone, or how long ago it was, such as `24h`.
 *
 * @param now the present in milliseconds
 */
export function moment(text: string, now: number = Date.now()): EpochSeconds {
  const [, count, unit] = AGO.exec(text) ?? [];
  if (count !== undefined) return Math.floor(now / 1000) - Number(count) * (SECONDS_OF[unit ?? ""] ?? 1);
  const milliseconds = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(milliseconds)) return Math.floor(milliseconds / 1000);
  throw new InvalidArgumentError("Give a moment such as 2026-01-31, 2026-01-31T12:00:00Z, 90m, 24h or 7d.");
}
