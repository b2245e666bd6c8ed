import fc from "fast-check";

const SEED = process.env["CONTRACT_SEED"];
const RUNS = process.env["CONTRACT_RUNS"];

/** How many cases a property has: few in the usual tests, `CONTRACT_RUNS` in `npx pnpm@12.21.0 test:contract`. */
export const CASES: number = RUNS === undefined ? 5 : Number(RUNS);

/**
 * Checks a property with generated cases. A failure is shrunk to the smallest one that fails too.
 *
 * @throws Error with the case and with what repeats it: `CONTRACT_SEED`
 */
export async function holdsFor<Case>(
  cases: fc.Arbitrary<Case>,
  check: (each: Case) => Promise<void>,
  parameters: fc.Parameters<[Case]> = {},
): Promise<void> {
  const seeded = SEED === undefined ? {} : { seed: Number(SEED) };
  const details = await fc.check(fc.asyncProperty(cases, check), { numRuns: CASES, ...seeded, ...parameters });
  if (!details.failed) return;
  const cause = details.errorInstance;
  throw new Error(
    `Case ${details.numRuns} of ${parameters.numRuns ?? CASES} failed. The smallest one, after ${details.numShrinks} simplifications:\n` +
      `${fc.stringify(details.counterexample?.[0])}\n${cause instanceof Error ? cause.message : String(cause)}\n` +
      `Repeat it with: CONTRACT_SEED=${details.seed}`,
    { cause },
  );
}
