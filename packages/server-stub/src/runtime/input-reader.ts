import { SerializationException } from "./protocol-exceptions.js";
import type { ServiceException } from "./service-exception.js";

/** Where a value stands in its container: the member's name, the list's index or the map's key. */
export type Key = string | number;

/** Makes the modelled error for violated constraints out of a text that names them. */
export type ConstraintErrorFactory = (message: string) => ServiceException;

/** An object of a parsed JSON text, about whose members nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

interface Failure {
  readonly text: string;
  readonly error: ConstraintErrorFactory | undefined;
}

/** How many violated constraints one answer names. A larger number helps nobody and costs the server. */
const MAX_FAILURES = 100;

/** How deeply values may be nested. */
const MAX_DEPTH = 64;

/**
 * What the readers of shapes share while they read one input: the place where they are, and the constraints that were
 * violated so far. A value of the wrong JSON type ends the reading with a `SerializationException`; a violated
 * constraint is noted, and the reading goes on, so that one answer can name all of them.
 */
export class InputReader {
  readonly #path: Key[] = [];
  readonly #failures: Failure[] = [];
  #failureCount = 0;

  /** Steps into a member, an element or an entry. */
  enter(key: Key): void {
    if (this.#path.length >= MAX_DEPTH) throw this.mistyped(key, `at most ${MAX_DEPTH} levels of nesting`);
    this.#path.push(key);
  }

  /** Steps out again. */
  leave(): void {
    this.#path.pop();
  }

  /** The error for a value that is not what it must be, such as `a string`. */
  mistyped(key: Key | undefined, expected: string): SerializationException {
    return new SerializationException(`The value at '${this.#pointer(key)}' must be ${expected}.`);
  }

  /** Notes that a required member is absent. */
  missing(key: Key, error?: ConstraintErrorFactory): void {
    this.fail(key, "Member must not be null", error);
  }

  /** Notes a violated constraint. */
  fail(key: Key | undefined, constraint: string, error?: ConstraintErrorFactory): void {
    this.#note(`Value at '${this.#pointer(key)}' failed to satisfy constraint: ${constraint}`, error);
  }

  /** Notes a violated constraint on the length of a text, a list, a map or a blob. */
  failLength(key: Key | undefined, length: number, constraint: string, error?: ConstraintErrorFactory): void {
    this.#note(
      `Value with length ${length} at '${this.#pointer(key)}' failed to satisfy constraint: ${constraint}`,
      error,
    );
  }

  /**
   * Throws the error for the noted constraints, if there are any. Constraints with an error of their own win over
   * the others.
   */
  finish(defaultError: ConstraintErrorFactory): void {
    if (this.#failureCount === 0) return;
    const own = this.#failures.find((failure) => failure.error !== undefined)?.error;
    const failures = own === undefined ? this.#failures : this.#failures.filter((failure) => failure.error === own);
    const count = own === undefined ? this.#failureCount : failures.length;
    const noun = count === 1 ? "error" : "errors";
    const texts = failures.map((failure) => failure.text).join("; ");
    throw (own ?? defaultError)(`${count} validation ${noun} detected. ${texts}`);
  }

  #note(text: string, error: ConstraintErrorFactory | undefined): void {
    this.#failureCount += 1;
    // One with an error of its own decides which error is answered, so it is kept however many there are.
    if (this.#failures.length < MAX_FAILURES || error !== undefined) this.#failures.push({ text, error });
  }

  /** The place of a value as a JSON pointer (RFC 6901) over member names. */
  #pointer(key: Key | undefined): string {
    const keys = key === undefined ? this.#path : [...this.#path, key];
    return keys.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  }
}
