import { environmentName, fileMember, flagSyntax, type Setting, type SettingTable } from "./setting.js";

/** The settings as a Markdown table, one line each: flag, environment variable, member of a file, default, purpose. */
export function settingsTable<Values>(table: SettingTable<Values>): string {
  const rows = Object.entries<Setting<unknown>>(table).map(([name, setting]) => cells(name, setting));
  return [["flag", "environment", "in a file", "default", ""], ["---", "---", "---", "---", "---"], ...rows]
    .map((row) => `| ${row.join(" | ")} |\n`)
    .join("");
}

function cells(name: string, setting: Setting<unknown>): readonly string[] {
  const { description, secret } = setting;
  const variable = environmentName(name);
  const code = (text: string): string => `\`${text}\``;
  return [
    code(flagSyntax(name, setting)),
    secret ? `${code(variable)}, ${code(`${variable}_FILE`)}` : code(variable),
    secret ? `${code(name)}, ${code(fileMember(name))}` : code(name),
    setting.default === undefined ? "" : code(plain(setting.default)),
    description,
  ];
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
