import type { ServiceException } from "./service-exception.js";

/** Where a value stands in its container: the member's name, the list's index or the map's key. */
export type Key = string | number;

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

/** How much of a key stands in a text. */
const MAX_KEY_LENGTH = 256;

/** How deeply values may be nested. */
export const MAX_DEPTH = 64;

/**
 * What the functions of shapes share while they go through one input or output: the place where they are, and the
 * constraints that were violated so far. A value of the wrong type ends the visit; a violated constraint is noted, and
 * the visit goes on, so that one message can name all of them.
 */
export abstract class ValueVisitor {
  /** Violations without an error of their own, up to a number. */
  protected readonly violations: Violation[] = [];
  /** How many there are in all. */
  protected violationCount = 0;
  /** The first error that a violated constraint names, and the violations that name the same. */
  protected ownError: ConstraintErrorFactory | undefined = undefined;
  protected readonly ownViolations: Violation[] = [];
  readonly #path: Key[] = [];
  #textLength = 0;

  /** The error for a value that is not what it must be, such as `a string`. */
  abstract mistyped(key: Key | undefined, expected: string): Error;

  /** Steps into a member, an element or an entry. */
  enter(key: Key): void {
    if (this.#path.length >= MAX_DEPTH) throw this.mistyped(key, `at most ${MAX_DEPTH} levels of nesting`);
    this.#path.push(key);
  }

  /** Steps out again. */
  leave(): void {
    this.#path.pop();
  }

  /** How many further levels of nesting are allowed below this place. */
  get remainingDepth(): number {
    return MAX_DEPTH - this.#path.length;
  }

  /** Notes that a required member is absent. */
  missing(key: Key, error?: ConstraintErrorFactory): undefined {
    this.fail(key, "Member must not be null", error);
  }

  /** Notes a violated constraint. */
  fail(key: Key | undefined, constraint: string, error?: ConstraintErrorFactory): void {
    this.#note(key, "Value", constraint, error);
  }

  /** Notes a violated constraint on the length of a text, a list, a map or a blob. */
  failLength(key: Key | undefined, length: number, constraint: string, error?: ConstraintErrorFactory): void {
    this.#note(key, `Value with length ${length}`, constraint, error);
  }

  /** The place of a value as a JSON pointer (RFC 6901) over member names. Of a very long key it has the beginning. */
  pointer(key: Key | undefined): string {
    const keys = key === undefined ? this.#path : [...this.#path, key];
    return keys.map((part) => `/${shortened(String(part)).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  }

  #note(key: Key | undefined, subject: string, constraint: string, error: ConstraintErrorFactory | undefined): void {
    this.violationCount += 1;
    this.ownError ??= error;
    // Constraints with an error of their own decide which error is answered, so they are kept apart.
    const list = error === undefined ? this.violations : this.ownViolations;
    if (list.length >= MAX_VIOLATIONS || error !== (error && this.ownError)) return;
    if (list.length > 0 && this.#textLength > MAX_TEXT_LENGTH) return;
    const path = this.pointer(key);
    const message = `${subject} at '${path}' failed to satisfy constraint: ${constraint}`;
    this.#textLength += message.length;
    list.push({ path, message });
  }
}

function shortened(key: string): string {
  return key.length <= MAX_KEY_LENGTH ? key : `${key.slice(0, MAX_KEY_LENGTH)}…`;
}

/** One text for all violations, in the form of the AWS server SDKs. */
export function violationText(count: number, violations: readonly Violation[]): string {
  const noun = count === 1 ? "error" : "errors";
  return `${count} validation ${noun} detected. ${violations.map((violation) => violation.message).join("; ")}`;
}
