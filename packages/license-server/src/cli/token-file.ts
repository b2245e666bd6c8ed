import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";

/** What a token says, which nothing vouches for. */
export interface DecodedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Reads a file, or standard input for `-`, without the white space around it. */
export async function readText(path: string, what: string): Promise<string> {
  try {
    return (path === "-" ? await text(process.stdin) : readFileSync(path, "utf8")).trim();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const message = `The ${what} ${path} cannot be read: ${code}. Name a file that exists and that this user can read.`;
    throw new CommandFailure(message, EXIT_CODES.failed, { cause });
  }
}

/**
 * Decodes a token in JWS compact serialization (RFC 7515 section 7.1) and checks nothing of it.
 *
 * @throws CommandFailure when it is none
 */
export function decodeToken(token: string): DecodedToken {
  const parts = token.split(".");
  try {
    if (parts.length !== 3) throw new Error("It has no three parts.");
    return { header: decodeObject(parts[0] ?? ""), payload: decodeObject(parts[1] ?? "") };
  } catch (cause) {
    const message =
      "This is no token. Give one as a checkout answers it: three parts of base64url, with dots between them.";
    throw new CommandFailure(message, EXIT_CODES.invalid, { cause });
  }
}

function decodeObject(part: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("It is no object.");
  return value as Readonly<Record<string, unknown>>;
}
