import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PipelineError } from "./pipeline-error.ts";

/** Applies the workspace's format and import order, from a configuration of their own. */
export function formatFolder(workspace: string, folder: string): void {
  const biome = join(workspace, "node_modules", ".bin", "biome");
  const config = join(workspace, "tools", "codegen", "generated-code.biome.json");
  const args = ["check", "--write", "--linter-enabled=false", `--config-path=${config}`, folder];
  const { error, stdout, stderr, status } = spawnSync(biome, args, { encoding: "utf8", cwd: folder });
  if (error !== undefined || status !== 0) {
    throw new PipelineError(`Biome could not format ${folder}:\n${String(error ?? "")}${stdout}${stderr}`);
  }
}
