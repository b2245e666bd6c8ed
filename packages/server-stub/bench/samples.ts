import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What one turn measured, by what it is called. */
export type Sample = Readonly<Record<string, number>>;

/** How often all contenders start anew: what the compiler makes of the same program differs from start to start. */
const STARTS = 3;

/**
 * Lets contenders take turns. Each is a process of its own, since what others compile and allocate would distort it,
 * and turns are short, so that whatever else the machine does meets all of them.
 *
 * @param script what answers each message with a sample, given a contender's name
 * @param rounds how many turns each contender has
 * @param starts how often all of them start anew
 * @returns each contender's samples, one a round
 */
export async function samples(
  script: string,
  contenders: readonly string[],
  rounds: number,
  starts: number = STARTS,
): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const taken = new Map(contenders.map((contender) => [contender, [] as Sample[]]));
  for (let start = 0; start < starts; start += 1) {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const processes = contenders.map((contender) => ({ contender, process: fork(path, [contender]) }));
    for (const { process } of processes) await message(process);
    for (let round = 0; round < rounds / starts; round += 1) {
      // No contender always comes behind the same other one.
      for (const { contender, process } of round % 2 === 0 ? processes : processes.toReversed()) {
        process.send("sample");
        taken.get(contender)?.push((await message(process)) as Sample);
      }
    }
    for (const { process } of processes) {
      process.disconnect();
      await once(process, "exit");
    }
  }
  return taken;
}

/** The next message of a process. It ends with what it starts, so a process that fails ends the benchmark. */
async function message(process: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const [answer] = (await Promise.race([
    once(process, "message", { signal: ended.signal }),
    once(process, "exit", { signal: ended.signal }).then(([code]) => {
      throw new Error(`A contender ended with exit code ${code}.`);
    }),
  ]).finally(() => ended.abort())) as [unknown];
  return answer;
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
