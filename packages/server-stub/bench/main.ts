// Measures this package against what it stands on and against others.
//
//   node packages/server-stub/bench/main.ts [in-process|failures|hostile|http]
//
// Prints a table, and appends one JSON object a line to bench-results.jsonl in the folder where it runs.
import { type Benchmark, runBenchmarks } from "@borrow-license/bench/report";
import { hostile } from "./hostile.ts";
import { http } from "./http.ts";
import { failures, inProcess } from "./in-process.ts";

await runBenchmarks(
  "medians of rounds",
  new Map<string, Benchmark>([
    ["in-process", inProcess],
    ["failures", failures],
    ["hostile", hostile],
    ["http", http],
  ]),
);
