import { InvalidArgumentError } from "commander";
import { expect, it } from "vitest";
import { duration, positiveDuration } from "./duration-option.js";

it.each([
  ["0", 0],
  ["90", 90],
  ["45s", 45],
  ["10m", 600],
  ["12h", 43_200],
  ["30d", 2_592_000],
  ["999999999", 999_999_999],
])("reads %s as %i seconds", (text, seconds) => {
  expect(duration(text)).toBe(seconds);
});

it.each(["", "soon", "2w", "-5", "1.5h", "1 h", "11575d", "9999999999"])("refuses the length of time %j", (text) => {
  expect(() => duration(text)).toThrow(InvalidArgumentError);
});

it("refuses no time at all where that makes no sense", () => {
  expect(positiveDuration("1")).toBe(1);
  for (const none of ["0", "0d"]) expect(() => positiveDuration(none)).toThrow("Give more than no time, such as 12h.");
});
