import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as generated from "../generated/index.js";
import { failureText, invalidValues, problemsOf, type ShapeArbitraries, validValues } from "./index.js";

const SHAPES = Object.entries(generated as unknown as Record<string, ShapeArbitraries<unknown>>).filter(([name]) =>
  name.endsWith("Shape"),
);

it.each(SHAPES)("values of %s that are valid have no problem", (_name, shape) => {
  fc.assert(
    fc.property(validValues(shape), (value) => {
      expect(problemsOf(shape, value)).toEqual([]);
    }),
  );
});

const WRONG = SHAPES.flatMap(([name, shape]) => {
  const wrong = invalidValues(shape);
  return wrong === undefined ? [] : [[name, shape, wrong] as const];
});

it.each(WRONG)("values of %s that are invalid have the problem that they say, and no other", (_name, shape, wrong) => {
  fc.assert(
    fc.property(wrong, ({ failure, value }) => {
      expect(problemsOf(shape, value)).toEqual([failure]);
    }),
  );
});

describe("the failures of a checkout's request", () => {
  it("are those that the model implies, among others", () => {
    const wrong = invalidValues(generated.checkoutBorrowLicenseRequestShape);
    if (wrong === undefined) throw new Error("There are none.");
    const texts = fc.sample(wrong, { numRuns: 1000, seed: 1 }).map(({ failure }) => failureText(failure));
    expect(texts).toEqual(
      expect.arrayContaining([
        "Value at '/LicenseArn' failed to satisfy constraint: Member must not be null",
        "Value at '/Entitlements/0/Name' failed to satisfy constraint: Member must not be null",
        "Value at '/ClientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\S+$",
        "Value with length 2049 at '/LicenseArn' failed to satisfy constraint: Member must have length between 0 and 2048, inclusive",
        "Value at '/DigitalSignatureMethod' failed to satisfy constraint: Member must satisfy enum value set: [JWT_PS384]",
      ]),
    );
  });
});
