import { MAX_DEPTH } from "./value-visitor.js";

const QUOTE = 0x22;
const SPACE = 0x20;

/** The strings of a valid JSON text, and what shows where objects and members begin and end. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}:[\],]/g;

/**
 * Tells whether an object of a JSON text has a member twice. `JSON.parse` keeps the last one, other parsers the first,
 * so whoever checks a request could see another one than who serves it.
 *
 * @param text the text
 * @param value what `JSON.parse` makes of it
 */
export function hasDuplicateMembers(text: string, value: unknown): boolean {
  // Names are followed by colons. Texts with colons in them may look alike, and only then a closer look is needed.
  return colonCount(text) !== (isObject(value) ? memberCount(value, 0) : 0) && findsDuplicate(text);
}

/** At least the number of members: how many colons stand behind a quotation mark or white space. */
function colonCount(text: string): number {
  let count = 0;
  for (let index = text.indexOf(":"); index !== -1; index = text.indexOf(":", index + 1)) {
    const before = text.charCodeAt(index - 1);
    if (before === QUOTE || before <= SPACE) count += 1;
  }
  return count;
}

/**
 * How many members the objects of a value have. `NaN`, which is no number of colons, where the value is nested too
 * deeply for recursion. Nothing is allocated: this runs for every request.
 */
function memberCount(value: object, depth: number): number {
  if (depth > MAX_DEPTH) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) if (isObject(element)) count += memberCount(element, depth + 1);
    return count;
  }
  for (const name in value) {
    count += 1;
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (isObject(member)) count += memberCount(member, depth + 1);
  }
  return count;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
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
