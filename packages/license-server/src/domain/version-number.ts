import { invalidParameter, quoted } from "./invalid-parameter.js";

/**
 * Reads the number of a license's version, such as `"1"`.
 *
 * @param member the member's path in the request, for the error
 * @throws InvalidParameterValueException when it is no such number
 */
export function versionNumber(member: string, text: string): number {
  if (/^[1-9][0-9]{0,14}$/.test(text)) return Number(text);
  throw invalidParameter(member, `is ${quoted(text)}, which is no version`, 'Give a positive whole number such as "1"');
}
