import { BODIES } from "./hostile-bodies.ts";
import { compared, type Result, samples } from "./samples.ts";

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
    const taken = await samples("hostile-sample.ts", [small, large], 15, 1);
    results.push(...compared(taken, "hostile", CPU, small, { [large]: 0.5 }));
  }
  return results;
}
