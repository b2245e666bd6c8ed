import { describe, expect, it } from "vitest";
import { ExactNumber, withExactNumbers } from "./exact-numbers.js";
import { OutputWriter } from "./output-writer.js";
import { writeBigDecimal, writeBigInteger } from "./write-values.js";

const parseExactly = (text: string): unknown => withExactNumbers(text, JSON.parse(text));

describe("an exactly parsed number", () => {
  it.each(["12345678901234567890", "-0.10", "1e2", "1E+400", "0.1234567890123456789"])(
    "keeps the digits of %s",
    (digits) => {
      expect(parseExactly(`{"a":[${digits}]}`)).toEqual({ a: [new ExactNumber(digits)] });
    },
  );

  it.each(["0", "-1.5", "9007199254740991"])("is a usual number where %s is the same after a round trip", (digits) => {
    expect(parseExactly(digits)).toBe(Number(digits));
  });

  it("is not looked for in strings", () => {
    const value = { '12345678901234567890"': 'a "12345678901234567890\\" 1.0', b: "" };
    expect(parseExactly(JSON.stringify(value))).toEqual(value);
  });

  it("is found in a text that ends many strings by escapes only", () => {
    const text = `[${'"\\"",'.repeat(100_000)}12345678901234567890]`;
    expect((parseExactly(text) as unknown[]).at(-1)).toEqual(new ExactNumber("12345678901234567890"));
  });
});

describe("an exactly written number", () => {
  it("keeps its digits in the answer", () => {
    const writer = new OutputWriter();
    const value = {
      small: writeBigInteger(7n, "small", writer),
      large: writeBigInteger(-12345678901234567890n, "large", writer),
      decimal: writeBigDecimal("0.10", "decimal", writer),
      text: '"12345678901234567890"',
    };
    expect(writer.text(value)).toBe(
      '{"small":7,"large":-12345678901234567890,"decimal":0.10,"text":"\\"12345678901234567890\\""}',
    );
  });

  it.each(["1.", ".5", "0x10", "01", "Infinity", "", "1 "])("is refused where %j is none", (text) => {
    expect(() => writeBigDecimal(text, "a", new OutputWriter())).toThrow(
      "The value at '/a' must be a decimal number, as a string.",
    );
  });
});
