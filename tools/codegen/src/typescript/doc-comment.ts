const WIDTH = 116;

/**
 * A doc comment with that text, or no line at all where there is no text.
 *
 * This is the one place where documentation is escaped: an end of comment inside the text cannot end the comment,
 * and an `@` at a line's start cannot become a tag.
 *
 * @param deprecation what stands behind the tag `@deprecated`; without it there is no such tag
 */
export function docComment(text: string | undefined, deprecation?: string): readonly string[] {
  const lines = [...paragraph(text ?? "")];
  if (deprecation !== undefined) {
    if (lines.length > 0) lines.push("");
    lines.push(...paragraph(deprecation, "@deprecated "));
  }
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`/** ${lines[0]} */`];
  return ["/**", ...lines.map((line) => (line === "" ? " *" : ` * ${line}`)), " */"];
}

/** The lines of a text, with a tag before the first one. */
function paragraph(text: string, tag = ""): readonly string[] {
  const lines = `${tag}${escaped(plain(text)).trimStart()}`.split("\n").flatMap((line) => wrapped(line.trimEnd()));
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Documentation is CommonMark, in which models of services still write simple HTML. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/<\/?(?:p|div|note|important)>/g, "\n")
    .replace(/<code>(.*?)<\/code>/gs, "`$1`")
    .replace(/<a href="([^"]*)">(.*?)<\/a>/gs, "[$2]($1)")
    .replace(/\n{3,}/g, "\n\n");
}

function escaped(text: string): string {
  return text.replaceAll("*/", "*\\/").replace(/^(\s*)@/gm, "$1\\@");
}

function wrapped(line: string): readonly string[] {
  if (line.length <= WIDTH) return [line];
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    if (current !== "" && current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
