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
  /** What the value should be at most, whatever the baseline's is. */
  readonly valueLimit?: number;
  /** What became of other goals, such as to be ahead of somebody else. */
  readonly verdicts?: readonly string[];
}

/** A part of a benchmark. */
export type Benchmark = () => readonly Result[] | Promise<readonly Result[]>;

/** Parts of a benchmark by name, in the order in which they run. */
export type Benchmarks = ReadonlyMap<string, Benchmark>;

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
      console.log(tableLine(result));
      const { name, value, unit, baseline, ratio } = result;
      appendFileSync("bench-results.jsonl", `${JSON.stringify({ name, value, unit, baseline, ratio })}\n`);
    }
  }
}

/** A result as people read it, with what became of its goals. */
export function tableLine(result: Result): string {
  const { name, value, unit, ratio, baseline } = result;
  const columns = [name.padEnd(64), `${value} ${unit}`.padStart(22), ratio.toFixed(3).padStart(9), `of ${baseline}`];
  return [...columns, verdictsOn(result).join(", ")].join("  ").trimEnd();
}

function verdictsOn({ ratio, goal, limit, unit, value, valueLimit, verdicts = [] }: Result): readonly string[] {
  const found = [...verdicts];
  if (valueLimit !== undefined)
    found.unshift(`limit ${valueLimit} ${unit} ${value <= valueLimit ? "kept" : "exceeded"}`);
  if (goal !== undefined && limit !== undefined)
    found.unshift(`${goal} to ${limit} ${ratio >= goal && ratio <= limit ? "met" : "missed"}`);
  else if (goal !== undefined) found.unshift(`goal ${goal} ${ratio >= goal ? "met" : "missed"}`);
  else if (limit !== undefined) found.unshift(`limit ${limit} ${ratio <= limit ? "kept" : "exceeded"}`);
  return found;
}
