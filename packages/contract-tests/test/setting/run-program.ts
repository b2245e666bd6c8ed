import { runProgram } from "../../src/cli/program.js";

/** Calls the program of the contract tests in this process. */
export async function program(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runProgram(args, { out: (text) => out.push(text), error: (text) => error.push(text) });
  return { code, out: out.join(""), error: error.join("") };
}
