import { expect, it } from "vitest";
import { amountAt } from "./counted-amount.js";

it.each([
  ["at the moment of the count", 100, 0, 7],
  ["later, without what expired meanwhile", 200, 3, 4],
  ["earlier, with what had not expired yet", 50, 3, 10],
])("what is in use %s", (_when, at, moved, expected) => {
  expect(amountAt({ amount: 7, asOf: 100, moved }, at)).toBe(expected);
});
