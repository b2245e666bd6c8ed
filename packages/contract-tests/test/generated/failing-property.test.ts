import fc from "fast-check";
import { expect, it } from "vitest";
import { holdsFor } from "../setting/property-runs.js";

it("a failure is shrunk, and says with which seed it is repeated", async () => {
  const small = async (value: number): Promise<void> => {
    if (value > 1000) throw new Error(`${value} is too large`);
  };
  const failure = await holdsFor(fc.nat(), small, { seed: 3, numRuns: 100 }).catch((error: unknown) => error);
  const { message } = failure as Error;
  expect(message).toMatch(
    /^Case \d+ of 100 failed\. The smallest one, after \d+ simplifications:\n1001\n1001 is too large\n/,
  );
  expect(message).toMatch(/Repeat it with: CONTRACT_SEED=3$/);
});
