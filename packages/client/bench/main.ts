// This package's clients beside the AWS SDK's: import time, browser bundle of one command, time per call.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
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

const results = [
  ...compare("import", "ms", (client) => sample("import-sample.ts", client)),
  ...(await bundles()),
  ...compare("call, all over the same fetch", "µs of processor time", (client) => sample("call-sample.ts", client)),
  ...compare("call, the SDK's clients without fetch", "µs of processor time", (client) =>
    sample("call-sample.ts", client, "bytes"),
  ),
];
console.table(results.map(({ name, ratio, unit, value }) => ({ name, value, unit, ratio })));
writeFileSync(
  join(import.meta.dirname, "..", "bench-results.jsonl"),
  results.map((result) => `${JSON.stringify(result)}\n`).join(""),
);
