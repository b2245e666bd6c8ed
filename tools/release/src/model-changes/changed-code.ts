import { join } from "node:path";
import { differences, readTree } from "@borrow-license/codegen/pipeline/file-tree";
import { DESTINATIONS, generate } from "@borrow-license/codegen/pipeline/generate";
import { PipelineError } from "@borrow-license/codegen/pipeline/pipeline-error";
import { packageOf } from "./generated-packages.ts";

/**
 * Names the packages whose generated code the model's changes alter: what the present generators make of another model
 * is not what is in the work tree. Changes of the generators themselves do not count.
 *
 * @param released the other model, a file with its JSON AST
 */
export function packagesWithChangedCode(workspace: string, released: string): ReadonlySet<string> {
  try {
    const folders = [...generate(workspace, released)];
    const changed = folders.filter(
      ([folder, files]) => differences(readTree(join(workspace, folder)), files).length > 0,
    );
    return new Set(changed.map(([folder]) => packageOf(folder)));
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    // What the generators refuse now had other code, whichever that was.
    return new Set(DESTINATIONS.map(({ folder }) => packageOf(folder)));
  }
}
