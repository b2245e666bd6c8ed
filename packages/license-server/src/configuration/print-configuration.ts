import type { Configuration } from "./configuration.js";
import { HIDDEN, type Setting, type SettingTable } from "./setting.js";

/** A setting for people to see. */
export interface ShownSetting {
  readonly value: unknown;
  /** Where it comes from: `flag`, `environment`, `file` or `default`. */
  readonly source: string;
}

/** The settings of a command with nothing in them that must not be seen. */
export function shownConfiguration<Values>(
  table: SettingTable<Values>,
  { sources, values }: Configuration<Values>,
): Readonly<Record<string, ShownSetting>> {
  return Object.fromEntries(
    [...sources].map(([name, source]) => [name, { value: shownValue(table[name], values[name]), source }]),
  );
}

/** The same as a configuration file in YAML, with the source of each as a comment. */
export function configurationText<Values>(table: SettingTable<Values>, configuration: Configuration<Values>): string {
  const settings = Object.entries(shownConfiguration(table, configuration));
  return settings.map(([name, { source, value }]) => line(name, value, source)).join("");
}

/** JSON is YAML. What is not set, or is hidden, is no value that a file could have, so its line is a comment. */
function line(name: string, value: unknown, source: string): string {
  if (value === null) return `# ${name}: not set\n`;
  if (value === HIDDEN) return `# ${name}: ${HIDDEN} (${source})\n`;
  return `${name}: ${JSON.stringify(value)} # ${source}\n`;
}

function shownValue({ secret, shown }: Setting<unknown>, value: unknown): unknown {
  if (value === undefined) return null;
  if (secret) return HIDDEN;
  return shown === undefined ? value : shown(value);
}
