import { describe, expect, it } from "vitest";
import {
  checkEnum,
  checkLength,
  checkPattern,
  checkRange,
  checkTextLength,
  checkUniqueItems,
  enumValues,
  pattern,
} from "./constraints.js";
import { InputReader } from "./input-reader.js";
import { ValidationException } from "./protocol-exceptions.js";

/** The text of the failures that a check notes. */
function failures(check: (reader: InputReader) => unknown): string {
  const reader = new InputReader();
  check(reader);
  return reader.constraintError((message) => new ValidationException(message))?.message ?? "";
}

describe("the length of a text", () => {
  it("is counted in code points", () => {
    expect(failures((reader) => checkTextLength("👩‍🚀", { min: 3, max: 3 }, "a", reader))).toBe("");
    expect(failures((reader) => checkTextLength("🚀🚀", { max: 2 }, "a", reader))).toBe("");
    expect(failures((reader) => checkTextLength("🚀🚀🚀", { max: 2 }, "a", reader))).toBe(
      "1 validation error detected. Value with length 3 at '/a' failed to satisfy constraint: Member must have length less than or equal to 2",
    );
  });

  it("may lie on both bounds", () => {
    expect(failures((reader) => checkTextLength("ab", { min: 2, max: 4 }, "a", reader))).toBe("");
    expect(failures((reader) => checkTextLength("abcd", { min: 2, max: 4 }, "a", reader))).toBe("");
  });

  it("may not lie beyond either bound", () => {
    const expected = "failed to satisfy constraint: Member must have length between 2 and 4, inclusive";
    expect(failures((reader) => checkTextLength("a", { min: 2, max: 4 }, "a", reader))).toBe(
      `1 validation error detected. Value with length 1 at '/a' ${expected}`,
    );
    expect(failures((reader) => checkTextLength("abcde", { min: 2, max: 4 }, "a", reader))).toBe(
      `1 validation error detected. Value with length 5 at '/a' ${expected}`,
    );
  });
});

describe("the length of a collection", () => {
  it("has a lower bound alone", () => {
    expect(failures((reader) => checkLength(1, { min: 2 }, "a", reader))).toBe(
      "1 validation error detected. Value with length 1 at '/a' failed to satisfy constraint: Member must have length greater than or equal to 2",
    );
  });
});

describe("a range", () => {
  it("includes its bounds", () => {
    expect(failures((reader) => checkRange(1, { min: 1, max: 100 }, "a", reader))).toBe("");
    expect(failures((reader) => checkRange(100, { min: 1, max: 100 }, "a", reader))).toBe("");
  });

  it("refuses what lies outside", () => {
    expect(failures((reader) => checkRange(101, { min: 1, max: 100 }, "a", reader))).toBe(
      "1 validation error detected. Value at '/a' failed to satisfy constraint: Member must be between 1 and 100, inclusive",
    );
  });

  it("refuses NaN", () => {
    expect(failures((reader) => checkRange(Number.NaN, { min: 1 }, "a", reader))).toBe(
      "1 validation error detected. Value at '/a' failed to satisfy constraint: Member must be greater than or equal to 1",
    );
  });
});

describe("a pattern", () => {
  it("is named as the model writes it", () => {
    expect(failures((reader) => checkPattern("x", pattern("^a/b$"), "a", reader))).toBe(
      "1 validation error detected. Value at '/a' failed to satisfy constraint: Member must satisfy regular expression pattern: ^a/b$",
    );
  });

  it("is named as the model writes it, where it is compiled from another text", () => {
    const digits = pattern("^\\_[0-9]$", "^_[0-9]$");
    expect(failures((reader) => checkPattern("_1", digits, "a", reader))).toBe("");
    expect(failures((reader) => checkPattern("1", digits, "a", reader))).toContain("pattern: ^\\_[0-9]$");
  });

  it("matches anywhere when it is not anchored", () => {
    expect(failures((reader) => checkPattern("xaby", pattern("ab"), "a", reader))).toBe("");
  });
});

describe("an enum", () => {
  it("names its values in the model's order", () => {
    expect(failures((reader) => checkEnum("x", enumValues(["b", "a"]), "a", reader))).toBe(
      "1 validation error detected. Value at '/a' failed to satisfy constraint: Member must satisfy enum value set: [b, a]",
    );
  });

  it("has no value that objects inherit", () => {
    expect(failures((reader) => checkEnum("constructor", enumValues(["a"]), "a", reader))).not.toBe("");
  });
});

describe("unique items", () => {
  it("compares objects by their members, whatever the order", () => {
    const items = [
      { a: 1, b: { c: 2, d: 3 } },
      { b: { d: 3, c: 2 }, a: 1 },
    ];
    expect(failures((reader) => checkUniqueItems(items, "a", reader))).toBe(
      "1 validation error detected. Value at '/a' failed to satisfy constraint: Member must have unique values",
    );
  });

  it.each([
    ["texts", "a", "a", "b"],
    ["numbers", 1, 1, 2],
    ["zeros", 0, -0, 1],
    ["whole numbers with all their digits", 9007199254740993n, 9007199254740993n, 9007199254740992n],
    ["truth values", true, true, false],
    ["blobs", new Uint8Array([1, 2]), new Uint8Array([1, 2]), new Uint8Array([1, 2, 0])],
    ["timestamps", new Date(5), new Date(5), new Date(6)],
    ["lists", [1, [2]], [1, [2]], [[1], 2]],
    ["empty lists and empty structures", [], [], {}],
    ["maps", { a: 1, b: 2 }, { b: 2, a: 1 }, { a: 2, b: 1 }],
    ["unions", { text: "1" }, { text: "1" }, { other: "1" }],
    ["structures with absent members", { a: 1 }, { a: 1, b: undefined }, { a: 1, b: null }],
    ["structures of blobs", { a: new Uint8Array([1]) }, { a: new Uint8Array([1]) }, { a: "AQ==" }],
    ["structures of timestamps", { a: new Date(5) }, { a: new Date(5) }, { a: 5 }],
    ["structures of big numbers", { a: 5n }, { a: 5n }, { a: 5 }],
    ["nulls", null, null, "null"],
  ])("finds %s that are the same, and takes others for others", (_what, one, same, other) => {
    expect(failures((reader) => checkUniqueItems([other, one, same], "a", reader))).not.toBe("");
    expect(failures((reader) => checkUniqueItems([one, other], "a", reader))).toBe("");
  });

  it("accepts different items", () => {
    expect(failures((reader) => checkUniqueItems([{ a: 1 }, { a: 2 }, { b: 1 }], "a", reader))).toBe("");
  });
});
