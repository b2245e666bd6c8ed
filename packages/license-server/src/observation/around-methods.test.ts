import { expect, it } from "vitest";
import { aroundMethods } from "./around-methods.js";

class Counter {
  readonly step = 2;
  #count = 0;

  add(times: number): number {
    this.#count += times * this.step;
    return this.#count;
  }
}

it("an object's methods work as before, with something around each call", () => {
  const calls: unknown[] = [];
  const counter = aroundMethods(new Counter(), (method, args, call) => {
    const result = call();
    calls.push([method, args, result]);
    return result;
  });
  expect([counter.add(1), counter.add(2), counter.step]).toEqual([2, 6, 2]);
  expect(calls).toEqual([
    ["add", [1], 2],
    ["add", [2], 6],
  ]);
});
