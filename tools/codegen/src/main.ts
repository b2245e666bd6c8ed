#!/usr/bin/env node
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { contractTestsTarget } from "./contract-tests/contract-tests-target.ts";
import { fetchClientTarget } from "./fetch-client/fetch-client-target.ts";
import { referenceTarget } from "./reference/reference-target.ts";
import { serverStubTarget } from "./server-stub/server-stub-target.ts";
import { Model, ModelError } from "./smithy-ast/model.ts";
import { parseAst } from "./smithy-ast/parse-ast.ts";
import type { Target } from "./target.ts";
import { tokenVerificationTarget } from "./token-verification/token-verification-target.ts";

const TARGETS: readonly Target[] = [
  contractTestsTarget,
  fetchClientTarget,
  referenceTarget,
  serverStubTarget,
  tokenVerificationTarget,
];

const USAGE = `Usage: borrow-license-codegen <target> [--output <folder>] [options] < model.json

Reads a Smithy JSON AST from standard input and writes TypeScript files to the output folder, which is the working
folder unless given. A "run::" plugin of smithy-build.json calls it in just this way.

Targets:
${TARGETS.map((target) => `  ${target.name}\n      ${target.summary}`).join("\n")}
`;

/** Runs one target. Answers the exit code: 0 done, 1 a fault of the model, 2 a fault of the call. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h") {
    process.stdout.write(USAGE);
    return name === undefined ? 2 : 0;
  }
  const target = TARGETS.find((candidate) => candidate.name === name);
  if (target === undefined) return complain(2, `There is no target ${JSON.stringify(name)}.\n\n${USAGE}`);
  let options: ReadonlyMap<string, string>;
  try {
    options = optionsOf(target, rest);
  } catch (error) {
    return complain(2, `${messageOf(error)}\n\n${USAGE}`);
  }
  try {
    const model = new Model(parseAst(await text(process.stdin)));
    write(options.get("output") ?? ".", target.generate(model, options));
    return 0;
  } catch (error) {
    if (error instanceof ModelError || error instanceof SyntaxError)
      return complain(1, `${target.name}: ${error.message}\n`);
    throw error;
  }
}

function optionsOf(target: Target, args: readonly string[]): ReadonlyMap<string, string> {
  const names = ["output", ...target.optionNames];
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((option) => [option, { type: "string" as const }])),
  });
  return new Map(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function write(folder: string, files: ReturnType<Target["generate"]>): void {
  for (const file of files) {
    const path = join(folder, ...file.path.split("/"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
}

function complain(exitCode: number, message: string): number {
  process.stderr.write(message.endsWith("\n") ? message : `${message}\n`);
  return exitCode;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await main(process.argv.slice(2));
