/** A fenced block of code: its language, the file name in brackets behind it, its text, and the paragraph above it. */
export interface CodeBlock {
  readonly language: string;
  readonly file?: string;
  readonly text: string;
  readonly paragraph: string;
}

const FENCE = /^(`{3,})(\w+)?[ \t]*(?:\[([^\]\n]+)\])?[^\n]*\n([\s\S]*?)^\1`*$/gm;

/** The fenced code of a page of Markdown, in its order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(FENCE)].map(({ 2: language = "", 3: file, 4: text = "", index }) => ({
    language,
    ...(file === undefined ? {} : { file }),
    text: text.trimEnd(),
    paragraph: markdown.slice(0, index).trimEnd().split("\n\n").at(-1) ?? "",
  }));
}
