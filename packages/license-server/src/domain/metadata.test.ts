import type { Metadata } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { checkMetadata } from "./metadata.js";

const check = (...metadata: Metadata[]): Promise<string> => failure(() => checkMetadata("CheckoutMetadata", metadata));

describe("metadata", () => {
  it("are names, each once, with values, which may be empty", async () => {
    expect(await check({ Name: "a", Value: "1" }, { Name: "b", Value: "" })).toBe("no error");
    expect(await check()).toBe("no error");
  });

  it.each([
    ["a name", { Value: "1" }, "CheckoutMetadata[0].Name is missing. Give each entry a Name and a Value."],
    ["a value", { Name: "a" }, "CheckoutMetadata[0].Value is missing. Give each entry a Name and a Value."],
    [
      "more than a blank name",
      { Name: "", Value: "1" },
      'CheckoutMetadata[0].Name is "", which is blank. Give it a name.',
    ],
  ])("need %s", async (_what, entry, message) => {
    expect(await check(entry)).toBe(`InvalidParameterValueException: ${message}`);
  });

  it("have no name twice", async () => {
    expect(await check({ Name: "a", Value: "1" }, { Name: "a", Value: "2" })).toBe(
      'InvalidParameterValueException: CheckoutMetadata[1].Name is "a" again. Give each Name once.',
    );
  });

  it("are at most 100", async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ Name: `name-${index}`, Value: "" }));
    expect(await check(...many)).toBe(
      "InvalidParameterValueException: CheckoutMetadata has 101 elements. Give it at most 100.",
    );
  });
});
