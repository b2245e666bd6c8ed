import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { RepositoryCopy } from "../../rehearsals/src/repository-copy.ts";

/** The folders of everything that is released, by the names of their projects. */
export const RELEASED: Readonly<Record<string, string>> = {
  client: "packages/client",
  "contract-tests": "packages/contract-tests",
  "license-server": "packages/license-server",
  model: "model",
  "server-stub": "packages/server-stub",
  "token-verification": "packages/token-verification",
};

/** Takes back every release that there has been, and plans the first one, whatever state the repository is in. */
export async function startOver(repository: RepositoryCopy): Promise<void> {
  for (const folder of Object.values(RELEASED)) {
    await setVersion(repository, `${folder}/package.json`, /^( {2}"version": )"[^"]*"/m);
    await rm(join(repository.folder, folder, "CHANGELOG.md"), { force: true });
  }
  await setVersion(repository, "packages/client/src/package-info.ts", /(version: )"[^"]*"/);
  await rm(join(repository.folder, "model", "released.json"), { force: true });
  await rm(join(repository.folder, ".nx", "version-plans"), { recursive: true, force: true });
  const everything = Object.keys(RELEASED).map((name) => `${name}: major`);
  await planVersions(repository, "first", `---\n${everything.join("\n")}\n---\n\nThe first release of all.\n`);
  await repository.commit("chore: start over");
}

/** Writes a version plan, as `nx release plan` does. */
export async function planVersions(repository: RepositoryCopy, name: string, plan: string): Promise<void> {
  await repository.write(`.nx/version-plans/${name}.md`, plan);
}

async function setVersion(repository: RepositoryCopy, file: string, place: RegExp): Promise<void> {
  const text = await repository.read(file);
  if (!place.test(text)) throw new Error(`${file} has no version where one is looked for: ${place.source}`);
  await repository.write(file, text.replace(place, '$1"0.0.0"'));
}
