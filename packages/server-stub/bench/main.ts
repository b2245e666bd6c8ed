// Measures this package against what it stands on and against others.
//
//   node packages/server-stub/bench/main.ts [in-process|failures|hostile|http]
//
// Prints a table, and appends one JSON object a line to bench-results.jsonl in the folder where it runs.
import { appendFileSync } from "node:fs";
import { hostile } from "./hostile.ts";
import { http } from "./http.ts";
import { failures, inProcess } from "./in-process.ts";
import type { Result } from "./samples.ts";

const BENCHMARKS = new Map([
  ["in-process", inProcess],
  ["failures", failures],
  ["hostile", hostile],
  ["http", http],
]);

function print({ name, value, unit, ratio, baseline, goal }: Result): void {
  const verdict = goal === undefined ? "" : ratio >= goal ? `goal ${goal} met` : `goal ${goal} missed`;
  const columns = [name.padEnd(44), `${value} ${unit}`.padStart(18), ratio.toFixed(3).padStart(7), `of ${baseline}`];
  console.log([...columns, verdict].join("  ").trimEnd());
}

const [only] = process.argv.slice(2);
const chosen = [...BENCHMARKS].filter(([name]) => only === undefined || name === only);
if (chosen.length === 0) {
  const message = `There is no benchmark ${only} here. Choose one of ${[...BENCHMARKS.keys()].join(", ")}.`;
  // Nx asks every package for a benchmark of that name.
  if (process.env["NX_TASK_TARGET_PROJECT"] === undefined) throw new Error(message);
  console.log(message);
  process.exit();
}

console.log(`Node.js ${process.versions.node}; medians of rounds`);
for (const [, run] of chosen) {
  for (const result of await run()) {
    print(result);
    const { goal: _, ...line } = result;
    appendFileSync("bench-results.jsonl", `${JSON.stringify(line)}\n`);
  }
}
