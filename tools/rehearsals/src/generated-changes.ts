import type { RepositoryCopy } from "./repository-copy.ts";

/** What changed in one file: its code and its comments apart, and the places. */
export interface FileChange {
  /** Lines with `+` or `-` before them, in order, without those that are blank or comments. */
  readonly code: readonly string[];
  /** The same of comments. */
  readonly comments: readonly string[];
  /** Each place of the file that changed, as one text. */
  readonly hunks: readonly string[];
}

const COMMENT = /^[+-] *(?:\/\*|\*|\/\/)/;

/** What changed below a folder since the last commit, new and removed files among it, by path. */
export async function generatedChanges(copy: RepositoryCopy): Promise<ReadonlyMap<string, FileChange>> {
  await copy.git("add", "--all", "--intent-to-add");
  const diff = await copy.git("diff", "HEAD", "--unified=0", "--no-renames", "--no-color", "--", "packages", "tools");
  const files = diff.split(/^diff --git a\//m).slice(1);
  return new Map(files.map((text) => [text.slice(0, text.indexOf(" b/")), fileChange(text)]));
}

function fileChange(text: string): FileChange {
  const hunks = text.split(/^@@.*$/m).slice(1);
  const lines = hunks.flatMap((hunk) => hunk.split("\n")).filter((line) => /^[+-] *\S/.test(line));
  return {
    code: lines.filter((line) => !COMMENT.test(line)).map(trimmed),
    comments: lines.filter((line) => COMMENT.test(line)).map(trimmed),
    hunks,
  };
}

/** The line without its indentation. */
function trimmed(line: string): string {
  return `${line[0]} ${line.slice(1).trim()}`;
}
