/** Prints what a command found out: as JSON where `--json` asks for that, as lines for people otherwise. */
export function print(options: { readonly json?: boolean }, data: unknown, lines: () => readonly string[]): void {
  const text = options.json ? JSON.stringify(data, undefined, 2) : lines().join("\n");
  process.stdout.write(`${text}\n`);
}

/** Names and values in two columns; those without a value are left out. */
export function columns(rows: Readonly<Record<string, string | undefined>>): readonly string[] {
  const present = Object.entries(rows).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...present.map(([name]) => name.length));
  return present.map(([name, value]) => `${name.padEnd(width)}  ${printable(value ?? "")}`);
}

/** Text of others, without what would steer a terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Rows under the names of their columns, each column as wide as its widest text. */
export function table(names: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const shown = [names, ...rows.map((row) => row.map(printable))];
  const widths = names.map((_, column) => shown.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0));
  return shown.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
