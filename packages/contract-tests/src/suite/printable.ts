/**
 * Control characters but line feed and tab, and the characters that change the direction of text (Unicode Standard Annex
 * #9, section 2).
 */
const STEERING = /(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text of a server, without what would steer the terminal that it is printed on: such characters are written as
 * `\u001b`. Lines stay lines.
 */
export function printable(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(STEERING, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
