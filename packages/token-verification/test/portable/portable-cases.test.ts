import { expect, it } from "vitest";
import * as verification from "../../src/index.js";
import * as issuing from "../../src/issuer/index.js";
import { portableCases } from "./portable-cases.js";

const cases = await portableCases({ verification, issuing });

it("has as many cases as the runtimes are expected to run", () => {
  expect(cases.length).toBeGreaterThanOrEqual(50);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

it.each(cases)("$name", ({ run }) => run());
