/**
 * Numbers whose digits JavaScript's own numbers lose. Only operations with such members parse and write through here; all
 * others use `JSON.parse` and `JSON.stringify` as they are.
 */

/** A number by its digits. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): string {
    return marker() + this.text;
  }
}

/** Nobody can know it beforehand, so no text can pretend to be such a number. */
let secret: string | undefined;
function marker(): string {
  secret ??= `${crypto.randomUUID()}:`;
  return secret;
}

/** The strings and the numbers of a valid JSON text. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON. A number that is not the same after a round trip becomes an `ExactNumber`. */
export function parseExactly(json: string): unknown {
  JSON.parse(json);
  const marked = json.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${marker()}${token}"`,
  );
  return JSON.parse(marked, (_name, value: unknown) =>
    typeof value === "string" && value.startsWith(marker()) ? new ExactNumber(value.slice(marker().length)) : value,
  );
}

/** Writes JSON with the digits of exact numbers. */
export function stringifyExactly(value: unknown): string {
  return JSON.stringify(value).replace(new RegExp(`"${marker()}([-+.0-9eE]+)"`, "g"), "$1");
}

/** A JSON value in which JavaScript's own numbers stand for exact ones. */
export function plainNumbers(value: unknown): unknown {
  if (value instanceof ExactNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainNumbers(member)]));
}
