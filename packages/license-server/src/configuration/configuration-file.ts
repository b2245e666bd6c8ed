import { readFileSync } from "node:fs";
import { ConfigurationInvalidError } from "../license-server-error.js";

/**
 * Reads a configuration file: JSON where its name ends in `.json`, YAML otherwise.
 *
 * @returns its members by name
 * @throws ConfigurationInvalidError when it cannot be read or holds no members. What it holds is in no message.
 */
export async function readConfigurationFile(path: string): Promise<ReadonlyMap<string, unknown>> {
  const content = await parse(path, readTextFile(path, "configuration file"));
  if (content === null || content === undefined) return new Map();
  if (typeof content === "object" && !Array.isArray(content)) return new Map(Object.entries(content));
  throw new ConfigurationInvalidError([
    `The configuration file ${path} holds no members. Give settings by name, such as port: 4010.`,
  ]);
}

/** @throws ConfigurationInvalidError when the file cannot be read */
export function readTextFile(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const remedy = "Name a file that exists and that this user can read.";
    throw new ConfigurationInvalidError([`The ${what} ${path} cannot be read: ${code ?? message}. ${remedy}`], {
      cause,
    });
  }
}

async function parse(path: string, text: string): Promise<unknown> {
  const isJson = path.toLowerCase().endsWith(".json");
  try {
    if (isJson) return JSON.parse(text);
    const yaml = await import("yaml");
    return yaml.parse(text, { prettyErrors: false });
  } catch (cause) {
    const place = isJson ? "" : yamlPlace(text, cause);
    const remedy = isJson ? "Mend it, or give it a name that ends in .yaml." : "Mend it there.";
    throw new ConfigurationInvalidError(
      [`The configuration file ${path} is no ${isJson ? "JSON" : "YAML"}${place}. ${remedy}`],
      { cause },
    );
  }
}

/** The parser's own text would quote the file, and with it a secret. */
function yamlPlace(text: string, cause: unknown): string {
  const { pos } = cause as { readonly pos?: readonly [number, number] };
  return pos === undefined ? "" : ` in line ${text.slice(0, pos[0]).split("\n").length}`;
}
