import { type Command, InvalidArgumentError, Option } from "commander";
import { is } from "valibot";
import { environmentName, flagSyntax, type Setting, type SettingTable } from "./setting.js";

/** Gives a command the flags of the settings, and `--config`. Each flag's help names its environment variable. */
export function addSettingOptions<Values>(
  command: Command,
  table: SettingTable<Values>,
  names: readonly (keyof Values & string)[],
): Command {
  for (const name of names) command.addOption(settingOption(name, table[name]));
  const help = "settings in YAML or JSON; flags and environment variables are stronger (env: BORROW_LICENSE_CONFIG)";
  return command.addOption(new Option("--config <file>", help));
}

/** The values of the flags that were given, by the setting's name. */
export function givenFlags(command: Command, names: readonly string[]): ReadonlyMap<string, unknown> {
  return new Map(
    names
      .filter((name) => command.getOptionValueSource(name) === "cli")
      .map((name) => [name, command.getOptionValue(name)]),
  );
}

function settingOption(name: string, setting: Setting<unknown>): Option {
  const { description, placeholder, secret } = setting;
  const syntax = flagSyntax(name, setting);
  const option = new Option(
    syntax,
    `${secret ? `file that holds the ${description}` : description} (${notes(name, setting)})`,
  );
  // The name under which commander keeps the value, whatever the flag is called.
  option.attributeName = () => name;
  if (placeholder !== undefined && !secret) option.argParser(checkedText(setting));
  return option;
}

function notes(name: string, { default: byDefault, secret }: Setting<unknown>): string {
  const isShown = byDefault !== undefined && byDefault !== false && !isEmptyTable(byDefault);
  const variable = secret
    ? `${environmentName(name)}_FILE, or the value in ${environmentName(name)}`
    : environmentName(name);
  return `${isShown ? `default: ${JSON.stringify(byDefault)}, ` : ""}env: ${variable}`;
}

function isEmptyTable(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/**
 * Reads a flag's text. A table takes the flag again and again, one entry at a time. A value that may hold a secret is
 * checked later, because commander quotes what it refuses.
 */
function checkedText({ fromText = (text) => text, remedy, schema, shown }: Setting<unknown>) {
  return (text: string, before: unknown): unknown => {
    const value = fromText(text);
    if (shown === undefined && !is(schema, value)) throw new InvalidArgumentError(remedy);
    return isTable(value) && isTable(before) ? { ...before, ...value } : value;
  };
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
