import { MAX_DEPTH } from "./value-visitor.js";

/**
 * Numbers whose digits JavaScript's own numbers lose. JSON has no limit to a number's digits; `JSON.parse` and
 * `JSON.stringify` have. Operations with big numbers parse and write through here.
 */

/** A number of a JSON text whose digits a JavaScript number does not keep. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The strings and the numbers of a valid JSON text. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The value of a JSON text without lost digits.
 *
 * @param plain what `JSON.parse` makes of the text
 * @returns the value, in which each number that is not the same after a round trip is an `ExactNumber`
 */
export function withExactNumbers(text: string, plain: unknown): unknown {
  // Nobody can know the name beforehand, so no text can pretend to hold such a number.
  const name = crypto.randomUUID();
  let found = false;
  const marked = text.replace(STRING_OR_NUMBER, (token) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    found = true;
    return `{"${name}":"${token}"}`;
  });
  if (!found) return plain;
  return unmarked(JSON.parse(marked), name, 0);
}

function unmarked(value: unknown, name: string, depth: number): unknown {
  // Nobody reads what is nested more deeply.
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((element) => unmarked(element, name, depth + 1));
  const digits = (value as Record<string, unknown>)[name];
  if (typeof digits === "string") return new ExactNumber(digits);
  for (const [member, each] of Object.entries(value)) {
    const changed = unmarked(each, name, depth + 1);
    if (changed !== each) Object.defineProperty(value, member, { value: changed, enumerable: true });
  }
  return value;
}

/** A text that stands before the digits of exact numbers in one answer. */
export function exactNumberMarker(): string {
  return `${crypto.randomUUID()}:`;
}

/** Turns the marked strings of a JSON text into the numbers that they stand for. */
export function exactNumberText(json: string, marker: string): string {
  return json.replace(new RegExp(`"${marker}([-+.0-9eE]+)"`, "g"), "$1");
}

/** The number that a parsed JSON value is, as near as JavaScript's own numbers come. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return value instanceof ExactNumber ? Number(value.text) : undefined;
}

/** The digits of a number, as they were sent. */
export function numberText(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return value instanceof ExactNumber ? value.text : undefined;
}
