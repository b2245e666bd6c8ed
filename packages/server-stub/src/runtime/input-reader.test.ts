import { describe, expect, it } from "vitest";
import { InputReader } from "./input-reader.js";
import { SerializationException, ValidationException } from "./protocol-exceptions.js";

class Specific extends ValidationException {}
const general = (message: string): ValidationException => new ValidationException(message);
const specific = (message: string): Specific => new Specific(message);

describe("an input reader", () => {
  it("is silent when no constraint is violated", () => {
    expect(new InputReader().constraintError(general)).toBeUndefined();
  });

  it("names every failure by its place", () => {
    const reader = new InputReader();
    reader.enter("list");
    reader.enter(0);
    reader.missing("name");
    reader.leave();
    reader.leave();
    reader.missing("other");
    expect(reader.constraintError(general)?.message).toBe(
      "2 validation errors detected. Value at '/list/0/name' failed to satisfy constraint: Member must not be null; " +
        "Value at '/other' failed to satisfy constraint: Member must not be null",
    );
  });

  it("escapes keys as JSON pointers do", () => {
    const reader = new InputReader();
    expect(reader.mistyped("a/b~c", "a string").message).toBe("The value at '/a~1b~0c' must be a string.");
  });

  it("shortens keys that are very long", () => {
    const reader = new InputReader();
    expect(reader.mistyped("k".repeat(100_000), "a string").message).toBe(
      `The value at '/${"k".repeat(256)}…' must be a string.`,
    );
  });

  it("names fewer failures where their places are long", () => {
    const reader = new InputReader();
    for (let level = 0; level < 40; level += 1) reader.enter("k".repeat(20_000));
    for (let index = 0; index < 100; index += 1) reader.missing(index);
    const message = reader.constraintError(general)?.message ?? "";
    expect(message).toMatch(/^100 validation errors detected\. /);
    expect(message.length).toBeLessThan(80_000);
  });

  it("lets a constraint with an error of its own win, with its own failures only", () => {
    const reader = new InputReader();
    reader.missing("first");
    reader.fail("second", "Member must be good", specific);
    const error = reader.constraintError(general);
    expect(error).toBeInstanceOf(Specific);
    expect(error?.message).toBe(
      "1 validation error detected. Value at '/second' failed to satisfy constraint: Member must be good",
    );
  });

  it("counts all failures and names a hundred of them", () => {
    const reader = new InputReader();
    for (let index = 0; index < 250; index += 1) reader.missing(index);
    const message = reader.constraintError(general)?.message ?? "";
    expect(message).toMatch(/^250 validation errors detected\. /);
    expect(message.split("; ")).toHaveLength(100);
    expect(message).toContain("'/99'");
    expect(message).not.toContain("'/100'");
  });

  it("counts all failures with an error of their own as well", () => {
    const reader = new InputReader();
    reader.missing("other");
    for (let index = 0; index < 150; index += 1) reader.fail(index, "Member must be good", specific);
    const message = reader.constraintError(general)?.message ?? "";
    expect(message).toMatch(/^150 validation errors detected\. /);
    expect(message.split("; ")).toHaveLength(100);
  });

  it("lets a constraint with an error of its own win after a hundred others", () => {
    const reader = new InputReader();
    for (let index = 0; index < 250; index += 1) reader.missing(index);
    reader.fail("last", "Member must be good", specific);
    expect(reader.constraintError(general)).toBeInstanceOf(Specific);
  });

  it("refuses to follow values deeper than 64 levels", () => {
    const reader = new InputReader();
    for (let level = 0; level < 64; level += 1) reader.enter("a");
    expect(() => reader.enter("a")).toThrow(SerializationException);
  });
});
