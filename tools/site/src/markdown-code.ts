/** A fenced block of code: its language, the file name in brackets behind it, and the text. */
export interface CodeBlock {
  readonly language: string;
  readonly file?: string;
  readonly text: string;
}

const FENCE = /^(`{3,})(\w+)?[ \t]*(?:\[([^\]\n]+)\])?[^\n]*\n([\s\S]*?)^\1`*$/gm;

/** The fenced code of a page of Markdown, in its order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(FENCE)].map(([, , language = "", file, text = ""]) => ({
    language,
    ...(file === undefined ? {} : { file }),
    text: text.trimEnd(),
  }));
}
