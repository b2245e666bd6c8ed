import { compared } from "@borrow-license/bench/comparison";
import { processTurns } from "@borrow-license/bench/process-turns";
import type { Result } from "@borrow-license/bench/report";
import { BODIES } from "./hostile-bodies.ts";

const CPU = { name: "cpu", unit: "µs/KiB", isCost: true };

/** How much larger the large body is. */
const FACTOR = 4;

/**
 * Bodies that somebody built to be expensive, at the limit and at a quarter of it: the CPU time for each byte has to be about
 * the same. A body whose time grew with the square of its size would come out at 0.25. What is left between that and 1 is
 * memory: many values live longer than the collector's first round.
 */
export async function hostile(): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const name of Object.keys(BODIES)) {
    const [small, large] = [`${name} / ${FACTOR}`, name];
    const taken = await processTurns(new URL("hostile-sample.ts", import.meta.url), [small, large], 15, 1);
    results.push(...compared(taken, "hostile", CPU, small, { [large]: { goal: 0.5 } }));
  }
  return results;
}
