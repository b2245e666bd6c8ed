import { afterEach, expect, it } from "vitest";
import { withoutStack } from "./without-stack.js";

const limit = Error.stackTraceLimit;
afterEach(() => {
  Object.defineProperty(Error, "stackTraceLimit", { value: limit, writable: true, configurable: true });
});

it("makes an error that holds nothing of the server's code", () => {
  expect(withoutStack(() => new Error("wrong")).stack).toBe("Error: wrong");
});

it("leaves the stacks of other errors alone, also after a failure", () => {
  const failing = (): never => {
    throw new TypeError("failed");
  };
  expect(() => withoutStack(failing)).toThrow("failed");
  expect(Error.stackTraceLimit).toBe(limit);
  expect(new Error("other").stack).toContain("without-stack.test");
});

it("makes the error where the limit cannot be changed", () => {
  Object.defineProperty(Error, "stackTraceLimit", { value: 10, writable: false, configurable: true });
  expect(withoutStack(() => new Error("wrong")).message).toBe("wrong");
});
