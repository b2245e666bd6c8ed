// Lets contenders take turns and compares what they did, round by round.
import { rotated } from "@borrow-license/bench/process-turns";
import type { Result } from "@borrow-license/bench/report";
import { median, medianRatio } from "@borrow-license/bench/statistics";

/** The samples of each contender, one a round. */
export type Taken<Sample> = ReadonlyMap<string, readonly Sample[]>;

/** Lets each contender take a sample in each round. None always comes behind the same other one. */
export async function inTurns<Sample>(
  rounds: number,
  contenders: Readonly<Record<string, () => Promise<Sample>>>,
): Promise<Taken<Sample>> {
  const taken = new Map(Object.keys(contenders).map((name) => [name, [] as Sample[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, sample] of rotated(Object.entries(contenders), round)) taken.get(name)?.push(await sample());
  }
  return taken;
}

/** The median of one thing that was measured, and the median of each round's ratio to something else. */
export function compared<Sample, Baseline>(
  name: string,
  unit: string,
  baseline: string,
  own: readonly Sample[],
  reference: readonly Baseline[],
  value: (sample: Sample) => number,
  referenceValue: (sample: Baseline) => number,
): Result {
  return {
    name,
    value: Number(median(own.map(value)).toPrecision(4)),
    unit,
    baseline,
    ratio: rounded(medianRatio(own.map(value), reference.map(referenceValue))),
  };
}

/** Samples that are how much was done in a second. */
export function comparedThroughput(
  title: string,
  taken: Taken<number>,
  baseline: string,
  goals: Readonly<Record<string, number>>,
): readonly Result[] {
  const reference = taken.get(baseline) ?? [];
  const itself = (value: number): number => value;
  return [...taken].map(([name, own]) => {
    const result = compared(`${title}, ${name}: throughput`, "a second", baseline, own, reference, itself, itself);
    const goal = goals[name];
    return goal === undefined ? result : { ...result, goal };
  });
}

export function rounded(value: number): number {
  return Number(value.toFixed(3));
}
