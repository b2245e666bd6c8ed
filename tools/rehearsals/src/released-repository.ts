import { mkdir, rm } from "node:fs/promises";
import type { TestProject } from "vitest/node";
import { RepositoryCopy } from "./repository-copy.ts";

/** Makes the copy of the repository in which everything is rehearsed, as it is after a release. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A path with a space and a letter beyond ASCII, because the paths of people's folders have them.
  const copy = await RepositoryCopy.make("borrow license für alle-");
  const plans = `${copy.folder}/.nx/version-plans`;
  await rm(plans, { recursive: true, force: true });
  await mkdir(plans, { recursive: true });
  const { output, status } = await copy.program("node", ["tools/release/src/model-changes/main.ts", "ast"]);
  if (status !== 0) throw new Error(output);
  await copy.write("model/released.json", await copy.read("model/dist/model.json"));
  // Right after a release there is nothing that changes.
  await copy.git("add", "--all");
  await copy.git("commit", "--quiet", "--allow-empty", "--message", "chore: release");
  project.provide("repository", copy.folder);
  return () => copy.remove();
}
