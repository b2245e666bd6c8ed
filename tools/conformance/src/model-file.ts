import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SmithyAst } from "@borrow-license/codegen/smithy-ast/ast";
import { parseAst } from "@borrow-license/codegen/smithy-ast/parse-ast";
import { GENERATED } from "./suite.ts";

/** Reads the model of the protocol tests. */
export function readModelFile(): SmithyAst {
  return parseAst(readFileSync(join(GENERATED, "model.json"), "utf8"));
}
