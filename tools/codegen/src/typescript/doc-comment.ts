const WIDTH = 116;

/**
 * A doc comment with that text, or no line at all where there is no text.
 *
 * This is the one place where documentation is escaped: an end of comment inside the text cannot end the comment,
 * and an `@` at a line's start cannot become a tag.
 */
export function docComment(text: string | undefined): readonly string[] {
  const lines = escaped(plain(text ?? ""))
    .split("\n")
    .flatMap((line) => wrapped(line.trimEnd()));
  while (lines.at(-1) === "") lines.pop();
  while (lines[0] === "") lines.shift();
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`/** ${lines[0]} */`];
  return ["/**", ...lines.map((line) => (line === "" ? " *" : ` * ${line}`)), " */"];
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
