// This package's clients beside the AWS SDK's: import time, browser bundle of one command, time per call.
//
//   node packages/client/bench/main.ts [import|bundle|call]
//
// Prints tables, and appends one JSON object a line to bench-results.jsonl in the folder where it runs.
import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { bundleSize } from "./bundle.ts";
import { BASELINE, CLIENTS } from "./clients.ts";

const ROUNDS = 5;

/** One line of the table and of `bench-results.jsonl`: a ratio above 1 is more than the baseline. */
interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: string;
  readonly ratio: number;
}

/** Runs a sample in a process of its own, because clients in one process distort each other. */
function sample(script: string, ...args: readonly string[]): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(import.meta.dirname, script), ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${script} ${args.join(" ")} failed:\n${stderr}`);
  return Number(stdout.trim());
}

/** Measures all clients in turns; a ratio is the median of the rounds' ratios, so that a busy machine distorts all alike. */
function compare(what: string, unit: string, measure: (client: string) => number): readonly Result[] {
  const rounds = Array.from({ length: ROUNDS }, () => new Map(CLIENTS.map((client) => [client, measure(client)])));
  return CLIENTS.map((client) => ({
    name: `${what}: ${client}`,
    value: round(median(rounds.map((each) => each.get(client) ?? Number.NaN))),
    unit,
    baseline: BASELINE,
    ratio: round(median(rounds.map((each) => (each.get(client) ?? Number.NaN) / (each.get(BASELINE) ?? Number.NaN)))),
  }));
}

async function bundles(): Promise<readonly Result[]> {
  const sizes = new Map<string, number>();
  for (const client of CLIENTS) sizes.set(client, await bundleSize(client));
  const baseline = sizes.get(BASELINE) ?? Number.NaN;
  return [...sizes].map(([client, value]) => ({
    name: `browser bundle of one command: ${client}`,
    value,
    unit: "bytes min+gzip",
    baseline: BASELINE,
    ratio: round(value / baseline),
  }));
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

const BENCHMARKS = new Map<string, () => readonly Result[] | Promise<readonly Result[]>>([
  ["import", () => compare("import", "ms", (client) => sample("import-sample.ts", client))],
  ["bundle", bundles],
  [
    "call",
    () => [
      ...compare("call, all over the same fetch", "µs of processor time", (client) => sample("call-sample.ts", client)),
      ...compare("call, the SDK's clients without fetch", "µs of processor time", (client) =>
        sample("call-sample.ts", client, "bytes"),
      ),
    ],
  ],
]);

const [only] = process.argv.slice(2);
const chosen = [...BENCHMARKS].filter(([name]) => only === undefined || name === only);
if (chosen.length === 0) {
  const message = `There is no benchmark ${only} here. Choose one of ${[...BENCHMARKS.keys()].join(", ")}.`;
  // Nx asks every package for a benchmark of that name.
  if (process.env["NX_TASK_TARGET_PROJECT"] === undefined) throw new Error(message);
  console.log(message);
  process.exit();
}

for (const [, run] of chosen) {
  const results = await run();
  console.table(results.map(({ name, ratio, unit, value }) => ({ name, value, unit, ratio })));
  for (const result of results) appendFileSync("bench-results.jsonl", `${JSON.stringify(result)}\n`);
}
