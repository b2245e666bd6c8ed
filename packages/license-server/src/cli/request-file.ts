import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";
import { readText } from "./token-file.js";

/**
 * Reads a request's members from a file in JSON or YAML.
 *
 * @param file its name; `-` is standard input
 * @throws CommandFailure when it holds none
 */
export async function readMembers(file: string): Promise<Readonly<Record<string, unknown>>> {
  const content = await readText(file, "file");
  const { parse } = await import("yaml");
  try {
    const members: unknown = parse(content);
    if (typeof members === "object" && members !== null && !Array.isArray(members)) {
      return members as Readonly<Record<string, unknown>>;
    }
  } catch (cause) {
    throw new CommandFailure(`The file ${file} is neither JSON nor YAML.`, EXIT_CODES.misused, { cause });
  }
  throw new CommandFailure(`The file ${file} holds no members. Give those of the request.`, EXIT_CODES.misused);
}
