import { expect, it } from "vitest";
import { rotated } from "./process-turns.ts";

it("lets each contender come first and last as often as the others, and behind each of them", () => {
  const orders = [0, 1, 2, 3, 4, 5, 6].map((round) => rotated(["a", "b", "c"], round).join(""));
  expect(orders).toEqual(["abc", "cba", "bca", "acb", "cab", "bac", "abc"]);
});
