import { invalidParameter, quoted } from "./invalid-parameter.js";

// The model leaves these without bounds, to be the public service's on the wire. A server needs some.

/** The most characters that a name or another free text may have. */
export const MAXIMUM_TEXT_LENGTH = 1024;

/** The most entitlements that a license may have or a checkout may ask for. */
export const MAXIMUM_ENTITLEMENTS = 500;

/** The most entries that a metadata list may have. */
export const MAXIMUM_METADATA = 100;

/** The longest time to live, in minutes: a hundred years of 365 days. */
export const MAXIMUM_TIME_TO_LIVE_IN_MINUTES = 52_560_000;

/** The most of one entitlement that can be in use at the same time, also where the license sets no limit. */
export const MAXIMUM_IN_USE: number = Number.MAX_SAFE_INTEGER;

/**
 * Checks a free text, which may be empty.
 *
 * @throws InvalidParameterValueException when it is too long, or has what no storage and no token can keep
 */
export function checkText(member: string, text: string, maximum: number = MAXIMUM_TEXT_LENGTH): void {
  // No text has more characters than code units, and those are known without looking.
  const length = text.length > maximum ? [...text].length : text.length;
  if (length > maximum) {
    throw invalidParameter(member, `has ${length} characters`, `Give it at most ${maximum}`);
  }
  if (/\p{Surrogate}|\0/u.test(text)) {
    throw invalidParameter(
      member,
      `is ${quoted(text)}, with half a character or a NUL in it`,
      "Give it whole characters",
    );
  }
}

/**
 * Checks a text that names something.
 *
 * @throws InvalidParameterValueException when it is blank, or no fit text
 */
export function checkName(member: string, text: string): void {
  if (text.trim() === "") throw invalidParameter(member, `is ${quoted(text)}, which is blank`, "Give it a name");
  checkText(member, text);
}

/** @throws InvalidParameterValueException when the list is longer than allowed */
export function checkListLength(member: string, list: readonly unknown[], maximum: number): void {
  if (list.length <= maximum) return;
  throw invalidParameter(member, `has ${list.length} elements`, `Give it at most ${maximum}`);
}
