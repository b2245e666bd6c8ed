import { InvalidArgumentError } from "commander";

/** Reads a limit on how much is shown. */
export function limit(text: string): number {
  if (/^[1-9][0-9]{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number from 1 to 9999999.");
}
