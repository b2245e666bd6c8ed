import { expect, it } from "vitest";
import { readMap } from "./read-collections.js";
import { readBoolean, readNumber, readString, readWholeNumber } from "./read-simple-values.js";

function claim(value: unknown) {
  return { path: "claim", value };
}

const INVALID = expect.objectContaining({ code: "claim-invalid", claim: "claim" });

it.each([true, false])("reads %s as a boolean", (value) => {
  expect(readBoolean(claim(value))).toBe(value);
});

it.each(["true", 1, 0, null, undefined])("refuses %j as a boolean", (value) => {
  expect(() => readBoolean(claim(value))).toThrow(INVALID);
});

it.each([0, -1, 2 ** 53 - 1])("reads %d as a whole number", (value) => {
  expect(readWholeNumber(claim(value))).toBe(value);
});

it.each(["7", 0.5, 2 ** 53, Number.POSITIVE_INFINITY, Number.NaN, null])("refuses %j as a whole number", (value) => {
  expect(() => readWholeNumber(claim(value))).toThrow(INVALID);
});

it.each(["7", Number.POSITIVE_INFINITY, Number.NaN, null])("refuses %s as a number", (value) => {
  expect(() => readNumber(claim(value))).toThrow(INVALID);
});

it("reads each value of a map, and names the one that is wrong", () => {
  expect(readMap(claim({ first: 1, second: 2 }), readString, readWholeNumber)).toEqual({ first: 1, second: 2 });
  expect(() => readMap(claim({ first: 1, second: "2" }), readString, readWholeNumber)).toThrow(
    expect.objectContaining({ code: "claim-invalid", claim: "claim.second" }),
  );
});
