import { type ConstraintErrorFactory, Violations } from "./violations.js";

/** Where a value stands in its container: the member's name, the list's index or the map's key. */
export type Key = string | number;

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
  /** The violated constraints, once there is one: most requests have none. */
  protected violations: Violations | undefined = undefined;
  readonly #path: Key[] = [];

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
    let pointer = "";
    for (const each of this.#path) pointer += `/${pointerPart(each)}`;
    return key === undefined ? pointer : `${pointer}/${pointerPart(key)}`;
  }

  #note(key: Key | undefined, subject: string, constraint: string, error: ConstraintErrorFactory | undefined): void {
    this.violations ??= new Violations();
    const list = this.violations.countFor(error);
    if (list === undefined) return;
    const path = this.pointer(key);
    list.add(path, `${subject} at '${path}' failed to satisfy constraint: ${constraint}`);
  }
}

/** A key as a part of a JSON pointer (RFC 6901 section 3). Most have nothing that has to be escaped. */
function pointerPart(key: Key): Key {
  if (typeof key === "number") return key;
  const part = key.length <= MAX_KEY_LENGTH ? key : `${key.slice(0, MAX_KEY_LENGTH)}…`;
  return part.includes("~") || part.includes("/") ? part.replaceAll("~", "~0").replaceAll("/", "~1") : part;
}
