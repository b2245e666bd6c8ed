import type { RepositoryCopy } from "./repository-copy.ts";

/** Names the projects whose tasks have to run again when files change, as `nx affected` chooses them. */
export async function affectedProjects(copy: RepositoryCopy, ...files: readonly string[]): Promise<readonly string[]> {
  const args = ["show", "projects", "--affected", `--files=${files.join(",")}`, "--json"];
  const { output, status } = await copy.program("nx", args);
  if (status !== 0) throw new Error(output);
  const names = JSON.parse(output.slice(output.indexOf("["), output.lastIndexOf("]") + 1)) as readonly string[];
  return names.toSorted();
}
