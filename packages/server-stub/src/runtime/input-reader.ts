import { SerializationException } from "./protocol-exceptions.js";
import { type ConstraintErrorFactory, type Key, ValueVisitor, violationText } from "./value-visitor.js";

/** An object of a parsed JSON text, about whose members nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the readers of shapes share while they read one input. A value of the wrong JSON type ends the reading. */
export class InputReader extends ValueVisitor {
  override mistyped(key: Key | undefined, expected: string): SerializationException {
    return new SerializationException(`The value at '${this.pointer(key)}' must be ${expected}.`);
  }

  /**
   * Throws the error for the noted constraints, if there are any. Constraints with an error of their own win over
   * the others.
   */
  finish(defaultError: ConstraintErrorFactory): void {
    if (this.violationCount === 0) return;
    const { ownError, ownViolations, violations, violationCount } = this;
    if (ownError !== undefined) throw ownError(violationText(ownViolations.length, ownViolations), ownViolations);
    throw defaultError(violationText(violationCount, violations), violations);
  }
}
