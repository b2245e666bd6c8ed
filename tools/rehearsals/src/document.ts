/** A fenced block of a Markdown document. */
export interface Block {
  /** What follows the fence, such as `sh`. */
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a section, without those of other sections of its level or a higher one. */
export function blocksOfSection(document: string, heading: string): readonly Block[] {
  const start = document.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`The document has no ${JSON.stringify(heading)}.`);
  const level = heading.indexOf(" ");
  const rest = document.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, "m"));
  const section = end < 0 ? rest : rest.slice(0, end);
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
}

/** The commands that a document names, in its blocks and within sentences, once each. What they start with is left out. */
export function commandsOf(document: string, start: string): readonly string[] {
  const fence = /^```\w*\n([\s\S]*?)^```$/gm;
  const lines = [...document.matchAll(fence)].flatMap(([, text = ""]) => text.split("\n"));
  // Within a sentence a command may go on in the next line.
  const spans = [...document.replaceAll(fence, "").matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
  const commands = [...lines, ...spans].map((text) => text.replaceAll(/\s+/g, " ").trim());
  const found = commands.filter((command) => command.startsWith(`${start} `));
  return [...new Set(found.map((command) => command.slice(start.length + 1)))].sort();
}
