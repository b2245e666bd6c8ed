import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, posix } from "node:path";
import type { Page } from "./page.ts";

/** What is made of sources, and nobody reads. */
const MADE = new Set(["node_modules", "dist", "build", "target"]);

const LANGUAGES: ReadonlyMap<string, string> = new Map([
  [".cjs", "js"],
  [".html", "html"],
  [".js", "js"],
  [".json", "json"],
  [".md", "md"],
  [".smithy", "smithy"],
  [".ts", "ts"],
  [".xml", "xml"],
  [".yaml", "yaml"],
]);

/** A page that shows a file of the repository, or all files of a folder. */
export function sourcePage(workspace: string, path: string): Page {
  const files = statSync(join(workspace, path)).isDirectory() ? filesBelow(workspace, path) : [path];
  const shown = files.map((file) => `\`${file}\`\n\n${fenced(file, readFileSync(join(workspace, file), "utf8"))}`);
  return {
    path: `sources/${path.replace(/[^\w/-]/g, "-")}.md`,
    title: path,
    text: `# ${posix.basename(path)}\n\n${shown.join("\n\n")}\n`,
  };
}

function filesBelow(workspace: string, folder: string): readonly string[] {
  return readdirSync(join(workspace, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && !MADE.has(name) && !name.endsWith("-lock.yaml"))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(workspace, path) : [path];
    });
}

function fenced(file: string, text: string): string {
  const fence = "`".repeat(Math.max(4, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}${LANGUAGES.get(extname(file)) ?? "text"}\n${text.trimEnd()}\n${fence}`;
}
