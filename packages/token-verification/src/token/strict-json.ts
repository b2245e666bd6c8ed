import { BorrowTokenMalformedError } from "../borrow-token-error.js";

/** A JSON object of a token. Read its members with `Object.hasOwn`: `__proto__` is a member like any other. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** How deep lists and objects may stand in one another, many times deeper than in a usual token. */
const MAXIMUM_DEPTH = 32;

/**
 * Parses a JSON object of which all readers see the same: sound UTF-8 (RFC 8259 section 8.1), no member name twice in
 * an object (section 4 leaves open which of them counts), and no nesting that some readers cannot follow (section 9).
 *
 * @param text nothing where the bytes were no UTF-8
 * @param subject what the text is, for the message
 */
export function parseStrictJson(text: string | undefined, subject: string): JsonObject {
  if (text === undefined) throw malformed(subject, "is no UTF-8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The cause is left out: its message would hold a piece of the token.
    throw malformed(subject, "is no JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformed(subject, "is no JSON object");
  }
  const { names, depth } = measureJson(text);
  if (depth > MAXIMUM_DEPTH) throw malformed(subject, `is nested deeper than ${MAXIMUM_DEPTH} levels`);
  // Of a name that occurs twice, parsing keeps one member.
  if (names !== countMembers(value)) throw malformed(subject, "has a member twice");
  return value as JsonObject;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
/** Brackets and braces differ in this bit only. */
const BRACE_BIT = 0x20;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** Looks through a text that is known to be JSON. Outside of strings, a colon stands behind each name and nowhere else. */
function measureJson(json: string): { readonly names: number; readonly depth: number } {
  let names = 0;
  let open = 0;
  let depth = 0;
  for (let index = 0; index < json.length; index += 1) {
    const character = json.charCodeAt(index);
    if (character === QUOTE) index = endOfString(json, index);
    else if (character === COLON) names += 1;
    else if ((character | BRACE_BIT) === OPENING_BRACE) depth = Math.max(depth, ++open);
    else if ((character | BRACE_BIT) === CLOSING_BRACE) open -= 1;
  }
  return { names, depth };
}

function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end;
}

function isEscaped(json: string, index: number): boolean {
  let first = index;
  while (json.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (index - first) % 2 === 1;
}

function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const children = Object.values(value);
  let count = Array.isArray(value) ? 0 : children.length;
  for (const child of children) count += countMembers(child);
  return count;
}

function malformed(subject: string, problem: string): BorrowTokenMalformedError {
  return new BorrowTokenMalformedError(`The token's ${subject} ${problem}. Use the token exactly as it was issued.`);
}
