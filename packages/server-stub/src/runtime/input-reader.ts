import { SerializationException } from "./protocol-exceptions.js";
import type { AnsweredError } from "./service-exception.js";
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
   * The error for the noted constraints, if there are any. Constraints with an error of their own win over the others.
   * It is not thrown, because throwing takes as long as checking all of an input.
   */
  constraintError(defaultError: ConstraintErrorFactory): AnsweredError | undefined {
    if (this.violations === undefined) return undefined;
    const { ownError, own, others } = this.violations;
    if (ownError === undefined) return defaultError(violationText(others.count, others.text), others.violations);
    return withoutStack(() => ownError(violationText(own.count, own.text), own.violations));
  }
}
