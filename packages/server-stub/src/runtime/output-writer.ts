import { exactNumberMarker, exactNumberText } from "./exact-numbers.js";
import { type Key, ValueVisitor } from "./value-visitor.js";
import { violationText } from "./violations.js";

/** An output, or an error's members, that the model does not allow: a defect of the service. */
export class OutputDefect extends Error {
  override readonly name = "OutputDefect";
}

/** What the writers of shapes share while they write one output. A value of the wrong type ends the writing. */
export class OutputWriter extends ValueVisitor {
  /** Stands before the digits of numbers that JavaScript's own cannot carry, where there are any. */
  #marker: string | undefined;

  override mistyped(key: Key | undefined, expected: string): OutputDefect {
    return new OutputDefect(`The value at '${this.pointer(key)}' must be ${expected}.`);
  }

  /** The value that stands for a number in JSON: all its digits arrive. */
  number(text: string): number | string {
    const number = Number(text);
    if (String(number) === text) return number;
    this.#marker ??= exactNumberMarker();
    return `${this.#marker}${text}`;
  }

  /** The JSON text of what the writers made. */
  text(value: unknown): string {
    const { violations } = this;
    if (violations !== undefined) {
      const texts = [violations.own, violations.others].map(({ text }) => text).filter((text) => text !== "");
      throw new OutputDefect(violationText(violations.count, texts.join("; ")));
    }
    const text = JSON.stringify(value);
    return this.#marker === undefined ? text : exactNumberText(text, this.#marker);
  }
}
