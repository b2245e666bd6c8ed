import { expect, it } from "vitest";
import { checkRange, checkSize, checkTextLength, checkUniqueItems } from "./check-constraints.js";

const claim = { path: "claim", value: undefined };

it("counts the length of a text in code points", () => {
  expect(() => checkTextLength(claim, "👍👍", { max: 2 })).not.toThrow();
  expect(() => checkTextLength(claim, "👍", { min: 2 })).toThrow(
    "The claim claim must be a string of at least 2 characters. Have its issuer write it so.",
  );
});

it("refuses a text that has too many code points", () => {
  expect(() => checkTextLength(claim, "👍👍👍", { max: 2 })).toThrow("a string of at most 2 characters");
});

it("takes both bounds for allowed", () => {
  expect(() => checkRange(claim, 0, { min: 0, max: 10 })).not.toThrow();
  expect(() => checkRange(claim, 10, { min: 0, max: 10 })).not.toThrow();
  expect(() => checkSize(claim, 1, { min: 1, max: 3 })).not.toThrow();
  expect(() => checkSize(claim, 3, { min: 1, max: 3 })).not.toThrow();
  expect(() => checkSize(claim, 0, { min: 1, max: 3 })).toThrow("a collection of 1 to 3 elements");
  expect(() => checkSize(claim, 4, { min: 3, max: 3 })).toThrow("a collection of exactly 3 elements");
  expect(() => checkRange(claim, -1, { min: 0 })).toThrow("a number that is at least 0");
  expect(() => checkRange(claim, 11, { max: 10 })).toThrow("a number that is at most 10");
});

it("compares elements by their members, whatever the order of these", () => {
  expect(() =>
    checkUniqueItems(claim, [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ]),
  ).not.toThrow();
  expect(() => checkUniqueItems(claim, [null, { a: null }, [null], ["b", "a"], ["a", "b"]])).not.toThrow();
  expect(() =>
    checkUniqueItems(claim, [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ]),
  ).toThrow("a list without duplicates");
});
