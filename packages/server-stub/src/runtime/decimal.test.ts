import { expect, it } from "vitest";
import { compareDecimals } from "./decimal.js";

it.each([
  ["1", "1.000", 0],
  ["0", "-0.0", 0],
  ["100", "1e2", 0],
  ["0.1", "1E-1", 0],
  ["1.00000000000000000001", "1", 1],
  ["-1.00000000000000000001", "-1", -1],
  ["9", "10", -1],
  ["-9", "-10", 1],
  ["0.009", "0.01", -1],
  ["1e1000000000", "9", 1],
  ["-1e1000000000", "9", -1],
  ["1e-1000000000", "0", 1],
])("compares %s with %s digit by digit", (left, right, expected) => {
  expect(Math.sign(compareDecimals(left, right))).toBe(expected);
  expect(Math.sign(compareDecimals(right, left))).toBe(-expected + 0);
});
