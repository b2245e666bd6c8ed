import type { SmithyAst } from "./ast.ts";

/** A model from the text of its JSON AST. Whole numbers that JavaScript's own do not hold are bigints in it. */
export function parseAst(text: string): SmithyAst {
  return parseExactly(text) as SmithyAst;
}

/** The value of a JSON text, in which whole numbers that JavaScript's own do not hold are bigints. */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, exact as (name: string, value: unknown) => unknown);
}

/** JSON.parse hands over the text of a number as well, which its declaration does not say yet. */
function exact(_name: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(context.source ?? "") ? BigInt(context.source ?? "") : value;
}
