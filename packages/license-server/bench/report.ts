// The parts of a benchmark, the table and bench-results.jsonl.
import { appendFileSync } from "node:fs";

/** One line of the table and of `bench-results.jsonl`. */
export interface Result {
  readonly name: string;
  /** The median of all rounds. */
  readonly value: number;
  readonly unit: string;
  /** What it is compared with. */
  readonly baseline: string;
  /** The median of each round's ratio to the baseline, so that a busy machine distorts both alike. */
  readonly ratio: number;
  /** What the ratio should be at least. */
  readonly goal?: number;
  /** What the ratio should be at most. */
  readonly limit?: number;
}

/** Parts of a benchmark by name, in the order in which they run. */
export type Benchmarks = ReadonlyMap<string, () => Promise<readonly Result[]>>;

/**
 * Runs the part that the first argument of the command names, or all of them. Prints a table, and appends one JSON object
 * a line to `bench-results.jsonl` in the folder where it runs.
 *
 * @param heading what stands above the table
 * @throws Error when there is no such part, unless Nx runs the benchmarks of all packages, where another one has it
 */
export async function runBenchmarks(heading: string, benchmarks: Benchmarks): Promise<void> {
  const [only] = process.argv.slice(2);
  const chosen = [...benchmarks].filter(([name]) => only === undefined || name === only);
  if (chosen.length === 0) {
    const message = `There is no benchmark ${only} here. Choose one of ${[...benchmarks.keys()].join(", ")}.`;
    if (process.env["NX_TASK_TARGET_PROJECT"] === undefined) throw new Error(message);
    console.log(message);
    return;
  }
  console.log(`Node.js ${process.versions.node}, OpenSSL ${process.versions.openssl}; ${heading}`);
  for (const [, run] of chosen) {
    for (const result of await run()) {
      print(result);
      const { goal: _goal, limit: _limit, ...line } = result;
      appendFileSync("bench-results.jsonl", `${JSON.stringify(line)}\n`);
    }
  }
}

function print({ name, value, unit, ratio, baseline, ...bounds }: Result): void {
  const columns = [name.padEnd(56), `${value} ${unit}`.padStart(22), ratio.toFixed(3).padStart(9), `of ${baseline}`];
  console.log([...columns, verdict(ratio, bounds)].join("  ").trimEnd());
}

function verdict(ratio: number, { goal, limit }: Pick<Result, "goal" | "limit">): string {
  if (goal !== undefined && limit !== undefined)
    return `${goal} to ${limit} ${ratio >= goal && ratio <= limit ? "met" : "missed"}`;
  if (goal !== undefined) return `goal ${goal} ${ratio >= goal ? "met" : "missed"}`;
  if (limit !== undefined) return `limit ${limit} ${ratio <= limit ? "kept" : "exceeded"}`;
  return "";
}

/** The value in the middle; of an even number of values, the upper one of the two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The least value that is not below a share of all values. */
export function quantile(values: readonly number[] | Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
