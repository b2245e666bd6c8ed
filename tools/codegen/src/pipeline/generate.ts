import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clientPostStep } from "../client/client-post-step.ts";
import type { GeneratedFile } from "../typescript/source-file.ts";
import { readTree, writeTree } from "./file-tree.ts";
import { formatFolder } from "./format-folder.ts";
import { PipelineError } from "./pipeline-error.ts";
import { Smithy } from "./smithy.ts";

/** A package's generated folder, and where `smithy build` leaves what goes there. */
interface Destination {
  /** The generated folder, below the workspace. Several plugins may write into one. */
  readonly folder: string;
  /** The folder of the plugin's files in that one, where they are not alone in it. */
  readonly subfolder?: string;
  /** The plugin's folder, below a projection's. */
  readonly plugin: string;
  /** What is still to be done with the plugin's files. */
  readonly finish?: (files: readonly GeneratedFile[]) => readonly GeneratedFile[];
  /** Whether the files get the workspace's format. Upstream's stay as upstream wrote them. */
  readonly format: boolean;
}

/** Every place where generated code is committed. */
export const DESTINATIONS: readonly Destination[] = [
  {
    folder: "packages/client/src/generated",
    plugin: "typescript-client-codegen/src",
    finish: clientPostStep,
    format: false,
  },
  { folder: "packages/client/src/generated", subfolder: "fetch", plugin: "fetch-client", format: true },
  { folder: "packages/contract-tests/src/generated", plugin: "contract-tests", format: true },
  { folder: "packages/server-stub/src/generated", plugin: "server-stub", format: true },
  { folder: "packages/token-verification/src/generated", plugin: "token-verification", format: true },
];

/** Generated files, by the folder of the workspace where they belong. */
export type GeneratedFolders = ReadonlyMap<string, readonly GeneratedFile[]>;

/**
 * Generates everything from the model, without touching what is committed.
 *
 * @param otherModel a file with the JSON AST of a model that takes the place of the workspace's
 */
export function generate(workspace: string, otherModel?: string): GeneratedFolders {
  const smithy = new Smithy(workspace);
  const scratch = mkdtempSync(join(tmpdir(), "borrow-license-generate-"));
  try {
    const output = join(scratch, "smithy");
    if (otherModel === undefined) smithy.build(output);
    else smithy.buildOther(otherModel, output);
    const destinations = Map.groupBy(DESTINATIONS, ({ folder }) => folder);
    return new Map(
      [...destinations].map(([folder, parts]) => [
        folder,
        parts.flatMap((part) => placed(part, collect(workspace, scratch, part))),
      ]),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function placed({ subfolder }: Destination, files: readonly GeneratedFile[]): readonly GeneratedFile[] {
  return subfolder === undefined ? files : files.map(({ path, text }) => ({ path: `${subfolder}/${path}`, text }));
}

function collect(
  workspace: string,
  scratch: string,
  { plugin, finish, format }: Destination,
): readonly GeneratedFile[] {
  const files = readTree(join(scratch, "smithy", "source", ...plugin.split("/")));
  if (files.length === 0) throw new PipelineError(`The plugin ${plugin} of model/smithy-build.json wrote nothing.`);
  const finished = finish === undefined ? files : finish(files);
  if (!format) return finished;
  const folder = join(scratch, "format", plugin);
  writeTree(folder, finished);
  formatFolder(workspace, folder);
  return readTree(folder);
}
