// Measures this package against what it stands on and against others.
//
//   node packages/token-verification/bench/main.ts [verifying|holding|issuing]
//
// Prints a table, and appends one JSON object a line to bench-results.jsonl in the folder where it runs.
import { type Benchmark, runBenchmarks } from "@borrow-license/bench/report";
import { holding } from "./holding.ts";
import { issuing } from "./issuing.ts";
import { verifying } from "./verifying.ts";

await runBenchmarks(
  "calls a second, medians",
  new Map<string, Benchmark>([
    ["verifying", verifying],
    ["holding", holding],
    ["issuing", issuing],
  ]),
);
