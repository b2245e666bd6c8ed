import { watch } from "node:fs";
import { join } from "node:path";

/** Editors write a file in several steps. */
const SETTLED_MS = 100;

/** Where people write pages: folders with what is below them, and folders of which Markdown counts. */
const WRITTEN = [
  { folder: "docs", recursive: true },
  { folder: ".", recursive: false },
  { folder: "model", recursive: false },
] as const;

/**
 * Calls back after each change of what is written in `docs`, in the READMEs and in CONTRIBUTING, for as long as the
 * process runs. What fails is told, and the next change is another attempt: half a sentence may be half a link.
 */
export function onWrittenChange(workspace: string, packages: readonly string[], changed: () => void): void {
  let waiting: NodeJS.Timeout | undefined;
  const settled = (): void => {
    try {
      changed();
    } catch (error) {
      console.error(error);
    }
  };
  const folders = [...WRITTEN, ...packages.map((name) => ({ folder: `packages/${name}`, recursive: false }))];
  for (const { folder, recursive } of folders) {
    watch(join(workspace, folder), { recursive }, (_, file) => {
      if (file?.endsWith(".md") === false) return;
      clearTimeout(waiting);
      waiting = setTimeout(settled, SETTLED_MS);
    });
  }
}
