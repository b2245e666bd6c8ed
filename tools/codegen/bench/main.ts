// Measures how long it takes to generate everything again, and to find that nothing changed.
//
//   node tools/codegen/bench/main.ts [generating]
//
// Prints a table of medians, and appends one JSON object a line to bench-results.jsonl in the folder where it runs.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { classpath } from "../src/pipeline/java-classpath.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");
const BIN = join(WORKSPACE, "node_modules", ".bin");
const ROUNDS = 5;

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly folder?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** How many seconds it may take on two cores. */
  readonly goal?: number;
}

const scratch = mkdtempSync(join(tmpdir(), "borrow-license-bench-"));
const smithy = ["java", "-cp", classpath(join(WORKSPACE, "tools", "smithy")), "software.amazon.smithy.cli.SmithyCli"];

/** Upstream's generator of the client, called as its documentation says: the part of the work that is not ours. */
const BASELINE: Contender = {
  name: "upstream's client alone",
  command: [...smithy, "build", "--discover", "--plugin", "typescript-client-codegen", "--output", scratch],
  folder: join(WORKSPACE, "model"),
};

const PIPELINE = ["node", "tools/codegen/src/pipeline/main.ts", "generate"];
const COMMAND = ["npx", "--yes", "pnpm@12.21.0", "generate"];

const CONTENDERS: readonly Contender[] = [
  BASELINE,
  { name: "everything, by the pipeline", command: PIPELINE },
  { name: "everything, by the root script", command: COMMAND, variables: { NX_SKIP_NX_CACHE: "true" }, goal: 10 },
  // People have Nx's daemon, which starts with their first command; CI does not.
  {
    name: "nothing changed, by Nx",
    command: ["nx", "run", "model:generate"],
    variables: { NX_DAEMON: "true" },
    goal: 1,
  },
  { name: "nothing changed, by Nx without its daemon", command: ["nx", "run", "model:generate"] },
  { name: "nothing changed, by the root script", command: COMMAND },
];

function seconds({ command: [program = "", ...args], folder = WORKSPACE, variables = {} }: Contender): number {
  const path = `${BIN}${delimiter}${process.env["PATH"]}`;
  const { CI: _, NX_SKIP_NX_CACHE: __, ...rest } = process.env;
  const env = { ...rest, PATH: path, NX_DAEMON: "false", NX_TUI: "false", ...variables };
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8", env });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`);
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function measure(): void {
  const rounds = new Map(CONTENDERS.map(({ name }) => [name, [] as number[]]));
  // The first round fills caches and does not count.
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const contender of round % 2 === 0 ? CONTENDERS : CONTENDERS.toReversed()) {
      const time = seconds(contender);
      if (round >= 0) rounds.get(contender.name)?.push(time);
    }
  }
  const baseline = rounds.get(BASELINE.name) ?? [];
  for (const { goal, name } of CONTENDERS) {
    const times = rounds.get(name) ?? [];
    const value = Number(median(times).toFixed(2));
    const ratio = Number(median(times.map((time, round) => time / (baseline[round] ?? Number.NaN))).toFixed(3));
    const verdict = goal === undefined ? "" : value <= goal ? `goal ${goal} s met` : `goal ${goal} s missed`;
    console.log([name.padEnd(42), `${value.toFixed(2)} s`.padStart(9), String(ratio).padStart(7), verdict].join("  "));
    const line = { name: `generating: ${name}`, value, unit: "s", baseline: BASELINE.name, ratio };
    appendFileSync("bench-results.jsonl", `${JSON.stringify(line)}\n`);
  }
}

try {
  const [only = "generating"] = process.argv.slice(2);
  if (only === "generating") measure();
} finally {
  spawnSync(join(BIN, "nx"), ["daemon", "--stop"], { cwd: WORKSPACE });
  rmSync(scratch, { recursive: true, force: true });
}
