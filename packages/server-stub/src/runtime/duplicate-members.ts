const COLON = 0x3a;
const QUOTE = 0x22;
const SPACE = 0x20;

/** The strings of a valid JSON text, and what shows where objects and members begin and end. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}:[\],]/g;

/**
 * Tells whether an object of a JSON text has a member twice. `JSON.parse` keeps the last one, other parsers the first,
 * so whoever checks a request could see another one than who serves it.
 *
 * @param bytes the text in UTF-8
 * @param text the same text
 * @param value what `JSON.parse` makes of it
 */
export function hasDuplicateMembers(bytes: Uint8Array, text: string, value: unknown): boolean {
  // Names are followed by colons. Texts with colons in them may look alike, and only then a closer look is needed.
  return colonCount(bytes) !== memberCount(value) && findsDuplicate(text);
}

/** At least the number of members: how many colons stand behind a quotation mark or white space. */
function colonCount(bytes: Uint8Array): number {
  let count = 0;
  let before = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (byte === COLON && (before === QUOTE || before <= SPACE)) count += 1;
    before = byte;
  }
  return count;
}

/** How many members the objects of a value have. No recursion: a hostile value may be nested deeply. */
function memberCount(value: unknown): number {
  let count = 0;
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const values = Object.values(next);
    if (!Array.isArray(next)) count += values.length;
    for (const each of values) if (typeof each === "object" && each !== null) open.push(each);
  }
  return count;
}

function findsDuplicate(text: string): boolean {
  const objects: (Set<string> | undefined)[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "{") objects.push(new Set());
    else if (token === "[") objects.push(undefined);
    else if (token === "}" || token === "]") objects.pop();
    else if (token === ":") {
      const names = objects.at(-1);
      const name = JSON.parse(last) as string;
      if (names?.has(name)) return true;
      names?.add(name);
    }
    last = token;
  }
  return false;
}
