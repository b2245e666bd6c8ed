import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { differences, readTree, writeTree } from "./file-tree.ts";
import { type GeneratedFolders, generate } from "./generate.ts";
import { PipelineError } from "./pipeline-error.ts";
import { PNPM } from "./pnpm-command.ts";

const WORKSPACE = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "..");

/** `generate` writes the generated folders; `check` compares them with what the model gives. */
function main(command: string | undefined): number {
  if (command !== "generate" && command !== "check") {
    console.error("Usage: node main.ts generate|check");
    return 2;
  }
  try {
    const folders = generate(WORKSPACE);
    return command === "generate" ? write(folders) : check(folders);
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function write(folders: GeneratedFolders): number {
  for (const [folder, files] of folders) {
    const changed = differences(readTree(join(WORKSPACE, folder)), files);
    if (changed.length > 0) writeTree(join(WORKSPACE, folder), files);
    console.log(`${folder}: ${files.length} files, ${changed.length} changed`);
  }
  return 0;
}

function check(folders: GeneratedFolders): number {
  const found = [...folders].flatMap(([folder, files]) =>
    differences(readTree(join(WORKSPACE, folder)), files).map(({ kind, path }) => `  ${kind}: ${folder}/${path}`),
  );
  if (found.length === 0) {
    console.log("Generated code is what the model gives.");
    return 0;
  }
  console.error(
    `Generated code differs from what the model gives:\n${found.join("\n")}\nMend it with: ${PNPM} generate`,
  );
  return 1;
}

process.exitCode = main(process.argv[2]);
