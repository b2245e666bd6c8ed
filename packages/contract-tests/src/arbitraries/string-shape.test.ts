import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invalidValues, stringShape, validValues } from "./index.js";

const valuesOf = (shape: ReturnType<typeof stringShape>): readonly string[] =>
  fc.sample(validValues(shape), { numRuns: 300, seed: 1 });

describe("texts with a pattern", () => {
  it("match it, and keep to the length as well", () => {
    const shape = stringShape({ pattern: "^[a-c]+$", length: { min: 2, max: 4 } });
    for (const text of valuesOf(shape)) expect(text).toMatch(/^[a-c]{2,4}$/);
  });

  it("match a pattern with a look-ahead, which is found by trial", () => {
    const shape = stringShape({ pattern: "^(?=.)[^ ]*" });
    for (const text of valuesOf(shape)) expect(text).toMatch(/^(?=.)[^ ]*/u);
  });

  it("cannot be made where nothing is found, which is said", () => {
    const shape = stringShape({ pattern: "^(?=abcdefgh)abcdefgh$" });
    expect(() => validValues(shape)).toThrow("No text was found that matches the pattern ^(?=abcdefgh)abcdefgh$.");
  });

  it("are never invalid where everything matches", () => {
    expect(invalidValues(stringShape({ pattern: "" }))).toBeUndefined();
  });

  it("are too long without violating the pattern as well", () => {
    const wrong = invalidValues(stringShape({ pattern: "^x[0-9]+$", length: { max: 5 } }));
    if (wrong === undefined) throw new Error("There are none.");
    const tooLong = fc.sample(wrong, { numRuns: 200, seed: 1 }).filter(({ failure }) => failure.length !== undefined);
    expect(tooLong.length).toBeGreaterThan(10);
    for (const { failure, value } of tooLong) {
      expect(value).toMatch(/^x[0-9]{5}$/);
      expect(failure).toEqual({ path: "", length: 6, constraint: "Member must have length less than or equal to 5" });
    }
  });
});

describe("texts without a constraint", () => {
  it("have characters beyond ASCII too", () => {
    expect(valuesOf(stringShape()).some((text) => /\p{L}/u.test(text) && /[^\0-\x7f]/u.test(text))).toBe(true);
  });

  it("are visible ASCII where they are header fields", () => {
    for (const text of valuesOf(stringShape({ header: true }))) expect(text).toMatch(/^[!-~]*$/);
  });
});
