import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AfterAllProjectsVersioned, VersionActions } from "nx/release";
import { modelAst } from "./model-changes/model-ast.ts";

type Tree = Parameters<VersionActions["validate"]>[0];

/**
 * Teaches `nx release` to read and raise the version of a package in this workspace.
 *
 * Only the version changes: in `package.json`, and in `src/package-info.ts` of a package whose code says its version.
 * Dependencies between the packages are written as `workspace:^`, and pnpm puts the range of the version in their place
 * when it packs.
 */
export default class PackageVersionActions extends VersionActions {
  override validManifestFilenames: string[] = ["package.json"];

  override async readCurrentVersionFromSourceManifest(
    tree: Tree,
  ): Promise<{ currentVersion: string; manifestPath: string }> {
    const manifestPath = this.#manifestPath();
    const { version } = JSON.parse(tree.read(manifestPath, "utf8") ?? "{}");
    if (typeof version !== "string") throw new Error(`${manifestPath} has no "version". Give it one, such as "0.0.0".`);
    return { currentVersion: version, manifestPath };
  }

  override async readCurrentVersionFromRegistry(): Promise<null> {
    return null;
  }

  override async readCurrentVersionOfDependency(): Promise<{ currentVersion: null; dependencyCollection: null }> {
    return { currentVersion: null, dependencyCollection: null };
  }

  override async updateProjectVersion(tree: Tree, newVersion: string): Promise<string[]> {
    const source = `${this.projectGraphNode.data.root}/src/package-info.ts`;
    const changes = [
      replaceVersion(tree, this.#manifestPath(), /^( {2}"version": )"[^"]*"/m, newVersion),
      ...(tree.exists(source) ? [replaceVersion(tree, source, /(\bversion: )"[^"]*"/, newVersion)] : []),
    ];
    return changes.map((file) => `${file} has version ${newVersion} now.`);
  }

  override async updateProjectDependencies(): Promise<string[]> {
    return [];
  }

  #manifestPath(): string {
    return `${this.projectGraphNode.data.root}/package.json`;
  }
}

/** Changes one line, whatever the rest of the file looks like. */
function replaceVersion(tree: Tree, file: string, place: RegExp, version: string): string {
  const text = tree.read(file, "utf8") ?? "";
  if (!place.test(text)) throw new Error(`${file} has no version where one is looked for: ${place.source}`);
  tree.write(
    file,
    text.replace(place, (_, before: string) => before + JSON.stringify(version)),
  );
  return file;
}

/** Keeps the model as it is released, for the comparison with later ones. */
export const afterAllProjectsVersioned: AfterAllProjectsVersioned = async (workspace, { dryRun }) => {
  const file = join("model", "released.json");
  if (dryRun === true) return { changedFiles: [], deletedFiles: [] };
  writeFileSync(join(workspace, file), modelAst(workspace));
  return { changedFiles: [file], deletedFiles: [] };
};
