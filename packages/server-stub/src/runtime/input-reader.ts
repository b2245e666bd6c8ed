import { SerializationException } from "./protocol-exceptions.js";
import { type Key, ValueVisitor } from "./value-visitor.js";
import { type ConstraintErrorFactory, violationText } from "./violations.js";
import { withoutStack } from "./without-stack.js";

/** An object of a parsed JSON text, about whose members nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the readers of shapes share while they read one input. A value of the wrong JSON type ends the reading. */
export class InputReader extends ValueVisitor {
  override mistyped(key: Key | undefined, expected: string): SerializationException {
    const place = this.pointer(key);
    return withoutStack(() => new SerializationException(`The value at '${place}' must be ${expected}.`));
  }

  /**
   * Throws the error for the noted constraints, if there are any. Constraints with an error of their own win over
   * the others.
   */
  finish(defaultError: ConstraintErrorFactory): void {
    if (this.violations === undefined) return;
    const { count, ownError, own, others } = this.violations;
    if (ownError !== undefined) throw withoutStack(() => ownError(violationText(own.length, own), own));
    throw withoutStack(() => defaultError(violationText(count, others), others));
  }
}
