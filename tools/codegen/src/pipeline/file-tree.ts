import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { GeneratedFile } from "../typescript/source-file.ts";

/** The files below a folder, links to files among them, sorted by path. A folder that does not exist has none. */
export function readTree(folder: string): readonly GeneratedFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path).split(sep).join("/"), text: readFileSync(path, "utf8") }))
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** Writes files into a folder that is emptied first, so that nothing stale stays. */
export function writeTree(folder: string, files: readonly GeneratedFile[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    const path = join(folder, ...file.path.split("/"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
}

/** How a file differs from what it has to be. */
export interface Difference {
  readonly path: string;
  readonly kind: "changed" | "missing" | "not generated";
}

/** The files in which two trees differ, sorted by path. */
export function differences(
  actual: readonly GeneratedFile[],
  expected: readonly GeneratedFile[],
): readonly Difference[] {
  const texts = new Map(actual.map((file) => [file.path, file.text]));
  const paths = new Set(expected.map((file) => file.path));
  const wrong = expected
    .filter((file) => texts.get(file.path) !== file.text)
    .map((file): Difference => ({ path: file.path, kind: texts.has(file.path) ? "changed" : "missing" }));
  const extra = actual
    .filter((file) => !paths.has(file.path))
    .map((file): Difference => ({ path: file.path, kind: "not generated" }));
  return [...wrong, ...extra].sort((left, right) => (left.path < right.path ? -1 : 1));
}
