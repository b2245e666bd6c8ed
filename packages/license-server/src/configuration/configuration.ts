import { safeParse } from "valibot";
import { ConfigurationInvalidError } from "../license-server-error.js";
import { readConfigurationFile, readTextFile } from "./configuration-file.js";
import { environmentName, fileMember, HIDDEN, type Setting, type SettingTable } from "./setting.js";
import { didYouMean } from "./spelling.js";

/** Where a value comes from, the strongest first. */
export type ConfigurationSource = "flag" | "environment" | "file" | "default";

/** The settings of a command, and where each comes from. */
export interface Configuration<Values> {
  readonly values: Values;
  readonly sources: ReadonlyMap<keyof Values & string, ConfigurationSource>;
  /** What is probably a mistake, yet no reason not to start. */
  readonly warnings: readonly string[];
}

/** Where the settings of a command are looked for. */
export interface ConfigurationInput {
  /** Values of flags, checked, by the setting's name; a secret's is the name of its file. */
  readonly flags: ReadonlyMap<string, unknown>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The configuration file that a flag names. Default: that of `BORROW_LICENSE_CONFIG`, if any. */
  readonly file?: string;
}

/** A value that somebody gave, and how to tell them where they did. */
interface Given {
  readonly source: ConfigurationSource;
  readonly origin: string;
  readonly value: unknown;
}

/**
 * Puts a command's settings together: a flag is stronger than an environment variable, that is stronger than the
 * configuration file, and that is stronger than the default.
 *
 * A file may have the settings of other commands as well, so that one file serves all.
 *
 * @throws ConfigurationInvalidError naming every unknown member and every bad value, and what to give instead
 */
export async function readConfiguration<Values, Name extends keyof Values & string>(
  table: SettingTable<Values>,
  names: readonly Name[],
  { environment, file = environment["BORROW_LICENSE_CONFIG"], flags }: ConfigurationInput,
): Promise<Configuration<Pick<Values, Name>>> {
  const members = file === undefined || file === "" ? new Map<string, unknown>() : await readConfigurationFile(file);
  const problems = unknownMembers(table, members, file ?? "");
  const values: Record<string, unknown> = {};
  const sources = new Map<Name, ConfigurationSource>();
  for (const name of names) {
    const setting: Setting<unknown> = table[name];
    const given =
      fromFlag(flags, name, setting) ?? fromEnvironment(environment, name, setting) ?? fromFile(members, name, setting);
    const checked = given === undefined ? undefined : safeParse(setting.schema, given.value);
    if (given !== undefined && !checked?.success) problems.push(badValue(given, setting));
    const value = given === undefined ? setting.default : checked?.output;
    const refusal = given?.source === "flag" && checked?.success ? setting.flagRefusal?.(value) : undefined;
    if (refusal !== undefined) problems.push(refusal);
    if (value !== undefined) values[name] = value;
    sources.set(name, given?.source ?? "default");
  }
  if (problems.length > 0) throw new ConfigurationInvalidError(problems);
  return { values: values as Pick<Values, Name>, sources, warnings: unknownVariables(table, environment) };
}

function fromFlag(flags: ReadonlyMap<string, unknown>, name: string, { secret }: Setting<unknown>): Given | undefined {
  const value = flags.get(name);
  if (value === undefined) return undefined;
  return { source: "flag", origin: "The flag's value", value: secret ? secretFile(String(value), name) : value };
}

function fromEnvironment(
  environment: ConfigurationInput["environment"],
  name: string,
  { fromText = (text) => text, secret }: Setting<unknown>,
): Given | undefined {
  const variable = environmentName(name);
  const source = "environment";
  const text = environment[variable];
  // An empty variable is one that somebody meant to leave out, as in a template of a service manager.
  if (text !== undefined && text !== "")
    return { source, origin: `The environment variable ${variable}`, value: fromText(text) };
  const path = secret ? environment[`${variable}_FILE`] : undefined;
  if (path === undefined || path === "") return undefined;
  return { source, origin: `The file of ${variable}_FILE`, value: secretFile(path, name) };
}

function fromFile(
  members: ReadonlyMap<string, unknown>,
  name: string,
  { secret }: Setting<unknown>,
): Given | undefined {
  const source = "file";
  if (members.has(name)) return { source, origin: `The configuration file's member ${name}`, value: members.get(name) };
  const path = secret ? members.get(fileMember(name)) : undefined;
  if (path === undefined) return undefined;
  return { source, origin: `The file of ${fileMember(name)}`, value: secretFile(String(path), name) };
}

/** What a file holds, without the line end that editors put behind it. */
function secretFile(path: string, name: string): string {
  return readTextFile(path, `file of ${name}`).replace(/\r?\n$/, "");
}

function badValue({ origin, value }: Given, { remedy, secret, shown }: Setting<unknown>): string {
  const isHidden = secret || shown !== undefined;
  return `${origin} is ${isHidden ? HIDDEN : JSON.stringify(value)}. ${remedy}`;
}

function unknownMembers(
  table: SettingTable<Record<string, unknown>>,
  members: ReadonlyMap<string, unknown>,
  file: string,
): string[] {
  const known = Object.entries(table).flatMap(([name, { secret }]) => (secret ? [name, fileMember(name)] : [name]));
  return [...members.keys()]
    .filter((member) => !known.includes(member))
    .map((member) => {
      const problem = `The configuration file ${file} has an unknown member ${JSON.stringify(member)}.`;
      return `${problem} ${didYouMean(member, known) ?? `Leave it out. There are: ${known.join(", ")}.`}`;
    });
}

/** Only a warning: container orchestrators make variables of a service's name, such as `BORROW_LICENSE_SERVICE_HOST`. */
function unknownVariables(
  table: SettingTable<Record<string, unknown>>,
  environment: ConfigurationInput["environment"],
): readonly string[] {
  const known = ["BORROW_LICENSE_CONFIG", ...Object.entries(table).flatMap(variables)];
  return Object.keys(environment)
    .filter((variable) => variable.startsWith("BORROW_LICENSE_") && !known.includes(variable))
    .map((variable) => {
      const remedy = didYouMean(variable, known) ?? "It has no effect.";
      return `The environment variable ${variable} is no setting. ${remedy}`;
    });
}

function variables([name, { secret }]: readonly [string, Setting<unknown>]): readonly string[] {
  const variable = environmentName(name);
  return secret ? [variable, `${variable}_FILE`] : [variable];
}
