import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What can be imported from a package. */
export interface EntryPoint {
  /** What stands in an import, such as `@borrow-license/client/fetch`. */
  readonly specifier: string;
  /** What stands behind the package's name: `index` for the package itself, else such as `fetch`. A file's name. */
  readonly name: string;
  /** The file with its declarations. */
  readonly declarations: string;
}

/** The entry points with types that a package's manifest has in `exports`. */
export function entryPointsOf(packageFolder: string): readonly EntryPoint[] {
  const { name, exports } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
  };
  return Object.entries(exports).flatMap(([subpath, target]) =>
    typeof target === "object" && target.types !== undefined
      ? [
          {
            specifier: `${name}${subpath.slice(1)}`,
            name: subpath === "." ? "index" : subpath.slice(2).replaceAll("/", "-"),
            declarations: join(packageFolder, target.types),
          },
        ]
      : [],
  );
}
