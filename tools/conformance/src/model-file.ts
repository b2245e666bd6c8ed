import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SmithyAst } from "@borrow-license/codegen/smithy-ast/ast";
import { GENERATED } from "./suite.ts";

/** Reads the model of the protocol tests. A whole number that JavaScript's own numbers do not hold is a bigint. */
export function readModelFile(): SmithyAst {
  return parseExactly(readFileSync(join(GENERATED, "model.json"), "utf8")) as SmithyAst;
}

/** Parses a JSON text; a whole number that JavaScript's own numbers do not hold becomes a bigint. */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
}

function exact(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(context.source ?? "") ? BigInt(context.source ?? "") : value;
}
