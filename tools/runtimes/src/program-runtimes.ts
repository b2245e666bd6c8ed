import { execFile } from "node:child_process";
import { join } from "node:path";

/** A runtime that is a program of this installation. */
export interface ProgramRuntime {
  readonly name: string;
  /** What its own version starts with. */
  readonly version: string;
  /** Where it is, below `node_modules`. */
  readonly path: string;
  readonly options: readonly string[];
}

const READ_AND_SERVE = ["--allow-read", "--allow-env", "--allow-net=127.0.0.1"];

/** The runtimes in which the portable packages are tested, apart from the browser. */
export const PROGRAM_RUNTIMES: readonly ProgramRuntime[] = [
  { name: "Node.js 20", version: "20.", path: "node20/bin/node", options: [] },
  { name: "Node.js 22", version: "22.", path: "node22/bin/node", options: [] },
  { name: "Node.js 24", version: "24.", path: "node24/bin/node", options: [] },
  {
    name: "Deno",
    version: "2.",
    path: "deno/deno",
    options: ["run", "--quiet", "--no-config", "--no-remote", "--node-modules-dir=manual", ...READ_AND_SERVE],
  },
  { name: "Bun", version: "1.", path: "bun/bin/bun.exe", options: ["run", "--no-install"] },
];

/** A program that has not ended after so many milliseconds hangs. */
const TIMEOUT = 120_000;

/**
 * Runs a script in a runtime and answers what it printed.
 *
 * @throws Error with everything that it printed, when it is missing, fails or hangs
 */
export function runScript({ name, options, path }: ProgramRuntime, script: string, cwd: string): Promise<string> {
  const program = join(import.meta.dirname, "..", "node_modules", path);
  return new Promise((resolve, reject) => {
    execFile(program, [...options, script], { cwd, timeout: TIMEOUT }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${name}: ${error.message}\n${stdout}${stderr}`));
    });
  });
}
