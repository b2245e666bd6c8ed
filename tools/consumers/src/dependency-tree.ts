import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A package as npm's lock file describes it. */
export interface InstalledPackage {
  /** Where it is, such as `node_modules/jose`. */
  readonly path: string;
  readonly version: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What npm installed in a project. */
export class DependencyTree {
  readonly #packages: ReadonlyMap<string, InstalledPackage>;

  constructor(folder: string) {
    const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as {
      readonly packages: Readonly<Record<string, Omit<InstalledPackage, "path">>>;
    };
    this.#packages = new Map(Object.entries(packages).map(([path, found]) => [path, { ...found, path }]));
  }

  /** A package that the project itself depends on. */
  direct(name: string): InstalledPackage {
    return this.#found(name, "");
  }

  /** Everything that a package needs at run time, directly or through others. */
  runtimeDependencies(name: string): readonly InstalledPackage[] {
    const seen = new Map<string, InstalledPackage>();
    const visit = ({ dependencies = {}, path }: InstalledPackage): void => {
      for (const dependency of Object.keys(dependencies)) {
        const found = this.#found(dependency, path);
        if (seen.has(found.path)) continue;
        seen.set(found.path, found);
        visit(found);
      }
    };
    visit(this.direct(name));
    return [...seen.values()];
  }

  /** Node.js looks next to a package first, and then in the folders around it. */
  #found(name: string, from: string): InstalledPackage {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
      const found = this.#packages.get(folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`);
      if (found !== undefined) return found;
      if (folder === "") throw new Error(`${name}, which ${from || "the project"} needs, is not installed.`);
    }
  }
}
