import { InvalidParameterValueException } from "@borrow-license/server-stub";

/**
 * The error for a member whose value is well-formed and makes no sense.
 *
 * @param member the member's path in the request, such as `Entitlements[0].Value`
 * @param problem what is wrong with which value, continuing a sentence that begins with the member
 * @param remedy what to do, a sentence without its full stop
 */
export function invalidParameter(member: string, problem: string, remedy: string): InvalidParameterValueException {
  return new InvalidParameterValueException({ Message: `${member} ${problem}. ${remedy}.` });
}

const QUOTED_LENGTH = 100;

/** A caller's text for use in a message: in quotation marks, escaped as in JSON, and cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text);
}
