import { describe, expect, it } from "vitest";
import { InputReader } from "./input-reader.js";
import { OutputWriter } from "./output-writer.js";
import { readFloat } from "./read-values.js";
import { writeFloat } from "./write-values.js";

describe("a number of 32 bits", () => {
  it("is rounded to them when it is read", () => {
    expect(readFloat(0.1, "a", new InputReader())).toBe(0.10000000149011612);
    expect(readFloat("Infinity", "a", new InputReader())).toBe(Number.POSITIVE_INFINITY);
  });

  it("is written with the digits that the service gave it", () => {
    expect(writeFloat(0.1, "a", new OutputWriter())).toBe(0.1);
    expect(writeFloat(Number.NEGATIVE_INFINITY, "a", new OutputWriter())).toBe("-Infinity");
  });

  it.each([1e39, -1e300])("is not %d, which would become an infinity", (number) => {
    expect(() => readFloat(number, "a", new InputReader())).toThrow("The value at '/a' must be a number of 32 bits.");
    expect(() => writeFloat(number, "a", new OutputWriter())).toThrow("The value at '/a' must be a number of 32 bits.");
  });
});
