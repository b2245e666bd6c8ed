import { ModelError } from "../smithy-ast/model.ts";

/** Characters that mean something outside of character classes, so that a backslash makes them themselves. */
const SYNTAX = "^$\\.*+?()[]{}|/";

/**
 * The text of a pattern as an ECMA 262 expression in Unicode mode, which is what Smithy asks for.
 *
 * Many models have backslashes before characters that mean nothing, such as `\\-` and `\\_`. Unicode mode refuses those,
 * so they are left out, which changes nothing of what the pattern means.
 *
 * @param id whose pattern it is
 * @throws ModelError for a pattern that is no such expression otherwise
 */
export function regularExpression(id: string, pattern: string): string {
  const text = withoutNeedlessEscapes(pattern);
  try {
    new RegExp(text, "u");
  } catch (error) {
    throw new ModelError(
      `${id}: its pattern is no ECMA 262 expression in Unicode mode (${String(error)}). Write it as one.`,
    );
  }
  return text;
}

function withoutNeedlessEscapes(pattern: string): string {
  let isInClass = false;
  return pattern.replace(/\\[\s\S]|[[\]]/gu, (token) => {
    if (token === "[") isInClass = true;
    if (token === "]") isInClass = false;
    return isNeedlessEscape(token, isInClass) ? token.slice(1) : token;
  });
}

/** Escapes of letters and digits mean something else than the character, or nothing at all. */
function isNeedlessEscape(token: string, isInClass: boolean): boolean {
  const character = token.slice(1);
  if (!token.startsWith("\\") || /[\p{L}\p{N}]/u.test(character)) return false;
  return !SYNTAX.includes(character) && !(character === "-" && isInClass);
}
