// Measures this package against what it stands on and against others.
//
//   node packages/token-verification/bench/main.ts [verifying|holding|issuing]
//
// Prints a table, and appends one JSON object a line to bench-results.jsonl in the folder where it runs.
import { appendFileSync } from "node:fs";
import type { Result } from "./compare.ts";
import { holding } from "./holding.ts";
import { issuing } from "./issuing.ts";
import { verifying } from "./verifying.ts";

const BENCHMARKS = new Map([
  ["verifying", verifying],
  ["holding", holding],
  ["issuing", issuing],
]);

function print({ name, value, ratio, baseline, verdicts }: Result): void {
  const columns = [
    name.padEnd(48),
    String(value).padStart(10),
    ratio.toFixed(3).padStart(7),
    `of ${baseline}`.padEnd(18),
  ];
  console.log([...columns, verdicts.join(", ")].join("  ").trimEnd());
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

console.log(`Node.js ${process.versions.node}, OpenSSL ${process.versions.openssl}; calls a second, medians`);
for (const [, run] of chosen) {
  for (const result of await run()) {
    print(result);
    const { verdicts: _, ...line } = result;
    appendFileSync("bench-results.jsonl", `${JSON.stringify(line)}\n`);
  }
}
