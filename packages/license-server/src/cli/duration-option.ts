import { InvalidArgumentError } from "commander";

/** What a unit of time is in seconds, by how options write it. */
export const SECONDS_OF: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** More than 31 years. With much more, moments would be later than a date can be. */
const LONGEST = 999_999_999;

/** Reads a length of time, which may be none: whole seconds, or minutes, hours or days, such as `90m`. */
export function duration(text: string): number {
  const [, count, unit = "s"] = /^([0-9]{1,9})([smhd])?$/.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS_OF[unit] ?? Number.NaN);
  if (seconds <= LONGEST) return seconds;
  throw new InvalidArgumentError(
    "Give a whole number of seconds, or one with m, h or d, such as 30d; 11574d is the longest.",
  );
}

/** Reads a length of time that is not none. */
export function positiveDuration(text: string): number {
  const seconds = duration(text);
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError("Give more than no time, such as 12h.");
}
