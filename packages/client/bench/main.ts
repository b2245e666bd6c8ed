// This package's clients beside the AWS SDK's: import time, browser bundle of one command, calls a second.
//
//   node packages/client/bench/main.ts [import|bundle|call]
//
// Prints a table, and appends one JSON object a line to bench-results.jsonl in the folder where it runs.
import { type Benchmark, runBenchmarks } from "@borrow-license/bench/report";
import { bundles } from "./bundle.ts";
import { call } from "./call.ts";
import { importing } from "./import.ts";

const BENCHMARKS = new Map<string, Benchmark>([
  ["import", importing],
  ["bundle", bundles],
  ["call", call],
]);

await runBenchmarks("medians of rounds; calls: more is better, import and bundle: less", BENCHMARKS);
