import { execFile } from "node:child_process";

export interface RunOptions {
  readonly cwd: string;
  /** Environment variables on top of this process's. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program and answers what it printed.
 *
 * @throws Error with everything it printed, when it does not exit with 0
 */
export function run(program: string, args: readonly string[], { cwd, env }: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    // What it prints is read: nobody's colours.
    const options = {
      cwd,
      env: { ...process.env, FORCE_COLOR: undefined, ...env },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 240_000,
    };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${program} ${args.join(" ")}: ${error.message}\n${stdout}\n${stderr}`));
    });
    // A program that asks something would wait for ever.
    child.stdin?.end();
  });
}
