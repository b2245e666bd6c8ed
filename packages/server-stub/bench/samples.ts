import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What one process measured, by what it is called. */
export type Sample = Readonly<Record<string, number>>;

const run = promisify(execFile);

/**
 * Lets contenders take turns, each sample in a process of its own.
 *
 * @param script what prints a sample as JSON, given a contender's name
 * @returns each contender's samples, one a round
 */
export async function samples(
  script: string,
  contenders: readonly string[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const taken = new Map(contenders.map((contender) => [contender, [] as Sample[]]));
  for (let round = 0; round < rounds; round += 1) {
    // No contender always comes behind the same other one.
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const { stdout } = await run(process.execPath, [new URL(script, import.meta.url).pathname, contender]);
      taken.get(contender)?.push(JSON.parse(stdout) as Sample);
    }
  }
  return taken;
}

/** One line of the table and of `bench-results.jsonl`. */
export interface Result {
  readonly name: string;
  /** The median of all rounds. */
  readonly value: number;
  readonly unit: string;
  readonly baseline: string;
  /** The median of each round's ratio, so that a busy machine distorts both alike. More is better. */
  readonly ratio: number;
  readonly goal?: number;
}

export interface Measure {
  /** What the samples call it. */
  readonly name: string;
  readonly unit: string;
  /** Whether less is better, as of time. */
  readonly isCost: boolean;
}

/** Compares contenders with one of them, by one of the things that were measured. */
export function compared(
  taken: ReadonlyMap<string, readonly Sample[]>,
  title: string,
  { name, unit, isCost }: Measure,
  baseline: string,
  goals: Readonly<Record<string, number>> = {},
): readonly Result[] {
  const of = (contender: string): readonly number[] =>
    (taken.get(contender) ?? []).map((each) => each[name] ?? Number.NaN);
  const reference = of(baseline);
  return [...taken.keys()].map((contender) => {
    const own = of(contender);
    const ratios = own.map((value, round) => value / (reference[round] ?? Number.NaN)).map((r) => (isCost ? 1 / r : r));
    const goal = goals[contender];
    return {
      name: `${title}: ${contender}`,
      value: Number(median(own).toPrecision(4)),
      unit,
      baseline,
      ratio: Number(median(ratios).toFixed(3)),
      ...(goal === undefined ? {} : { goal }),
    };
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
