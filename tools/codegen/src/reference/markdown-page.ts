import type { GeneratedFile } from "../typescript/source-file.ts";

/** A page of Markdown in the making. What comes from a model is text until it is written as code. */
export class MarkdownPage {
  readonly path: string;
  readonly #blocks: string[] = [];

  constructor(path: string) {
    this.path = path;
  }

  heading(level: number, text: string): void {
    this.#blocks.push(`${"#".repeat(level)} ${text}`);
  }

  /** Documentation of the model, or nothing where there is none. */
  documentation(text: string | undefined): void {
    const plain = plainMarkdown(text ?? "");
    if (plain !== "") this.#blocks.push(plain);
  }

  paragraph(markdown: string): void {
    if (markdown !== "") this.#blocks.push(markdown);
  }

  code(language: string, text: string): void {
    const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
    this.#blocks.push(`${fence}${language}\n${text}\n${fence}`);
  }

  /** A table, or nothing where there is no row. Cells are Markdown of one line. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    if (rows.length === 0) return;
    const lines = [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))];
    this.#blocks.push(lines.map((line) => `| ${line.join(" | ")} |`).join("\n"));
  }

  render(): GeneratedFile {
    return { path: this.path, text: `${this.#blocks.join("\n\n")}\n` };
  }
}

/** Text from a model as inline code, whatever is in it. */
export function inlineCode(text: string): string {
  const fence = "`".repeat(longestRun(text) + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

/**
 * Documentation of a model as Markdown that means the same in every renderer: models are CommonMark, in which those of
 * older services write simple HTML. What is left of angle brackets and of braces that templates would take is escaped,
 * outside of code.
 */
export function plainMarkdown(documentation: string): string {
  const text = documentation
    .replace(/\r\n?/g, "\n")
    .replace(/<code>(.*?)<\/code>/gs, "`$1`")
    .replace(/<a href="(https?:[^"]*)">(.*?)<\/a>/gs, "[$2]($1)")
    .replace(/<\/?(?:p|div|note|important|ul|ol)>/g, "\n\n")
    .replace(/<li>/g, "\n- ")
    .replace(/<\/li>/g, "");
  return text
    .split(/(```.*?```|`[^`\n]*`)/gs)
    .map((piece, index) => (index % 2 === 1 ? piece : escaped(piece)))
    .join("")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The first sentence of a documentation, for lists. */
export function firstSentence(documentation: string | undefined): string {
  const line = plainMarkdown(documentation ?? "").split("\n\n")[0] ?? "";
  const text = line.replaceAll("\n", " ");
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

function escaped(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll("{{", "&#123;&#123;").replaceAll("}}", "&#125;&#125;");
}

function cell(markdown: string): string {
  return markdown.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
