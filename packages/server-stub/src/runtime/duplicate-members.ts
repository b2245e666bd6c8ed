import { MAX_DEPTH } from "./value-visitor.js";

const QUOTE = 0x22;
const SPACE = 0x20;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OBJECT_START = 0x7b;
const OBJECT_END = 0x7d;
const ARRAY_START = 0x5b;
const ARRAY_END = 0x5d;

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

/** Goes through the text of a valid JSON value by its characters: tokens as objects would take far longer. */
function findsDuplicate(text: string): boolean {
  const outer: (Set<string> | undefined)[] = [];
  let names: Set<string> | undefined;
  let last = "";
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) {
      const end = endOfString(text, index);
      if (text.charCodeAt(afterSpace(text, end)) === COLON) last = text.slice(index, end);
      index = end - 1;
    } else if (character === COLON) {
      const count = names?.size;
      names?.add(memberName(last));
      if (names?.size === count) return true;
    } else if (character === OBJECT_START || character === ARRAY_START) {
      outer.push(names);
      names = character === OBJECT_START ? new Set() : undefined;
    } else if (character === OBJECT_END || character === ARRAY_END) {
      names = outer.pop();
    }
  }
  return false;
}

/** The index behind a string that begins at an index. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  for (let character = text.charCodeAt(index); character !== QUOTE; character = text.charCodeAt(index)) {
    index += character === BACKSLASH ? 2 : 1;
  }
  return index + 1;
}

/** The index of what comes after white space. */
function afterSpace(text: string, start: number): number {
  let index = start;
  while (text.charCodeAt(index) <= SPACE) index += 1;
  return index;
}

/** What a string of a JSON text says. Most names need nothing undone. */
function memberName(string: string): string {
  return string.includes("\\") ? (JSON.parse(string) as string) : string.slice(1, -1);
}
