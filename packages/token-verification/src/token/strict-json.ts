import { BorrowTokenMalformedError } from "../borrow-token-error.js";

/** A JSON object of a token. Read its members with `Object.hasOwn`: `__proto__` is a member like any other. */
export type JsonObject = Readonly<Record<string, unknown>>;

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Parses a JSON object of which all readers see the same: sound UTF-8 (RFC 8259 section 8.1), and no member name twice
 * in an object (section 4 leaves open which of them counts).
 *
 * @param subject what the bytes are, for the message
 */
export function parseStrictJson(bytes: Uint8Array, subject: string): JsonObject {
  let text: string;
  let value: unknown;
  try {
    text = UTF8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    // The cause is left out: its message would hold a piece of the token.
    throw malformed(subject, "is no JSON in UTF-8");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw malformed(subject, "is no JSON object");
  if (hasDuplicateNames(text)) throw malformed(subject, "has a member twice");
  return value as JsonObject;
}

/** Looks through a text that is known to be JSON: a string with a colon behind it is a member's name. */
function hasDuplicateNames(json: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, text, colon] of json.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g)) {
    if (token === "{" || token === "[") open.push(new Set());
    if (token === "}" || token === "]") open.pop();
    if (text === undefined || colon === undefined) continue;
    const names = open.at(-1);
    const name = JSON.parse(text) as string;
    if (names?.has(name)) return true;
    names?.add(name);
  }
  return false;
}

function malformed(subject: string, problem: string): BorrowTokenMalformedError {
  return new BorrowTokenMalformedError(`The token's ${subject} ${problem}. Use the token exactly as it was issued.`);
}
