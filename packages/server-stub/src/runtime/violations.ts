import type { ServiceException } from "./service-exception.js";

/** A violated constraint. */
export interface Violation {
  /** The value's place, as a JSON pointer (RFC 6901) over member names. */
  readonly path: string;
  /** What is wrong, with the place. */
  readonly message: string;
}

/** Makes the modelled error for violated constraints out of a text that names them, and the constraints themselves. */
export type ConstraintErrorFactory = (message: string, violations: readonly Violation[]) => ServiceException;

/** How many violated constraints one answer names. A larger number helps nobody and costs the server. */
const MAX_VIOLATIONS = 100;

/** About how many characters they have together: keys of maps stand in them, and those can be long. */
const MAX_TEXT_LENGTH = 65_536;

/** The violated constraints of one input or output, up to a number. */
export class Violations {
  /** How many there are in all. */
  count = 0;
  /** The first error that a violated constraint names. */
  ownError: ConstraintErrorFactory | undefined = undefined;
  /** Violations that name that error. They are kept apart, because they decide which error is answered. */
  readonly own: Violation[] = [];
  /** Violations without an error of their own. */
  readonly others: Violation[] = [];
  #textLength = 0;

  /** @param describe makes the description, where there is room for one more */
  add(error: ConstraintErrorFactory | undefined, describe: () => Violation): void {
    this.count += 1;
    this.ownError ??= error;
    const list = error === undefined ? this.others : this.own;
    if (list.length >= MAX_VIOLATIONS || error !== (error && this.ownError)) return;
    if (list.length > 0 && this.#textLength > MAX_TEXT_LENGTH) return;
    const violation = describe();
    this.#textLength += violation.message.length;
    list.push(violation);
  }
}

/** One text for all violations, in the form of the AWS server SDKs. */
export function violationText(count: number, violations: readonly Violation[]): string {
  const noun = count === 1 ? "error" : "errors";
  return `${count} validation ${noun} detected. ${violations.map((violation) => violation.message).join("; ")}`;
}
