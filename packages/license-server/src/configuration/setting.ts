import type { GenericSchema } from "valibot";

/** One thing that can be configured. Help texts, names, checks and the documentation's table come from it. */
export interface Setting<Value> {
  /** What it is for, in a few words and without a full stop. */
  readonly description: string;
  /** What stands for the value in help texts, such as `<number>`. A setting without one is a switch. */
  readonly placeholder?: string;
  /** The flag's name, where it is not the member's in kebab case. */
  readonly flag?: string;
  /** Checks a value in the form that a configuration file has it in. */
  readonly schema: GenericSchema<unknown, Value>;
  /** Makes that form of the text of a flag or of an environment variable. Default: the text as it is. */
  readonly fromText?: (text: string) => unknown;
  /** What to give in place of a bad value, as a sentence. */
  readonly remedy: string;
  /** What holds where nobody says anything. A setting without one may be absent. */
  readonly default?: Value;
  /**
   * Marks what must not be seen. It has no flag, because everybody on the machine sees the arguments of a program:
   * `--<name>-file`, `BORROW_LICENSE_<NAME>_FILE` and `<name>File` name a file that holds it.
   */
  readonly secret?: true;
  /** The values that there are, where they are few. */
  readonly values?: readonly string[];
  /**
   * Says why a flag may not have a value that other sources may, and what to do: sentences. Everybody on the machine
   * sees the arguments of a program.
   */
  flagRefusal?(value: Value): string | undefined;
  /** How a value is shown, where a part of it must not be seen. */
  shown?(value: Value): string;
}

/** Settings by the name that a configuration file has for them. */
export type SettingTable<Values> = { readonly [Name in keyof Values]-?: Setting<NonNullable<Values[Name]>> };

/** The word for a value that must not be seen. */
export const HIDDEN = "(hidden)";

/** The environment variable of a setting: `logLevel` is `BORROW_LICENSE_LOG_LEVEL`. */
export function environmentName(member: string): string {
  return `BORROW_LICENSE_${words(member).join("_").toUpperCase()}`;
}

/** The flag of a setting as help texts show it: `--log-level <level>`. */
export function flagSyntax(
  member: string,
  { flag, placeholder, secret }: Pick<Setting<unknown>, "flag" | "placeholder" | "secret">,
): string {
  const name = flag ?? words(member).join("-");
  if (secret) return `--${name}-file <file>`;
  return placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`;
}

/** The member of a configuration file that names a secret's file. */
export function fileMember(member: string): string {
  return `${member}File`;
}

function words(member: string): readonly string[] {
  return member.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}
