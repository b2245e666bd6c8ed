import type { AnsweredError } from "./service-exception.js";

/** A violated constraint. */
export interface Violation {
  /** The value's place, as a JSON pointer (RFC 6901) over member names. */
  readonly path: string;
  /** What is wrong, with the place. */
  readonly message: string;
}

/** Makes the modelled error for violated constraints out of a text that names them, and the constraints themselves. */
export type ConstraintErrorFactory = (message: string, violations: readonly Violation[]) => AnsweredError;

/** How many violated constraints one answer names. A larger number helps nobody and costs the server. */
const MAX_VIOLATIONS = 100;

/** About how many characters they have together: keys of maps stand in them, and those can be long. */
const MAX_TEXT_LENGTH = 65_536;

/** Violations that one error names. */
export class ViolationList {
  readonly violations: Violation[] = [];
  /** How many there are, with those that have no room. */
  count = 0;
  /** What they say, one after the other. */
  text = "";

  add(path: string, message: string): void {
    this.text += this.violations.length === 0 ? message : `; ${message}`;
    this.violations.push({ path, message });
  }
}

/** The violated constraints of one input or output, up to a number. */
export class Violations {
  /** How many there are in all. */
  count = 0;
  /** The first error that a violated constraint names. */
  ownError: ConstraintErrorFactory | undefined = undefined;
  /** Violations that name that error. They are kept apart, because they decide which error is answered. */
  readonly own: ViolationList = new ViolationList();
  /** Violations without an error of their own. */
  readonly others: ViolationList = new ViolationList();

  /** Counts one more, and tells which list describes it, where there is room for that. */
  countFor(error: ConstraintErrorFactory | undefined): ViolationList | undefined {
    this.count += 1;
    this.ownError ??= error;
    if (error !== undefined && error !== this.ownError) return undefined;
    const list = error === undefined ? this.others : this.own;
    list.count += 1;
    const described = list.violations.length;
    const isFull = this.own.text.length + this.others.text.length > MAX_TEXT_LENGTH;
    return described >= MAX_VIOLATIONS || (described > 0 && isFull) ? undefined : list;
  }
}

/** One text for all violations, in the form of the AWS server SDKs. */
export function violationText(count: number, texts: string): string {
  return `${count} validation ${count === 1 ? "error" : "errors"} detected. ${texts}`;
}
