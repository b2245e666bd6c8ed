import { spawn } from "node:child_process";

export interface RunOptions {
  readonly cwd: string;
  /** Environment variables on top of this process's. One that is undefined is taken away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** How a program ended, and what it printed on both streams. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program to its end, whatever that is. It gets no standard input: one that asks something would wait for ever. */
export function run(program: string, args: readonly string[], { cwd, env }: RunOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const pieces: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece: Buffer) => pieces.push(piece));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output: Buffer.concat(pieces).toString() }));
  });
}

/**
 * Runs a program that has to succeed.
 *
 * @returns what it printed
 * @throws Error with all of that, when it does not exit with 0
 */
export async function succeed(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { output, status } = await run(program, args, options);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} exited with ${status}:\n${output}`);
  return output;
}
