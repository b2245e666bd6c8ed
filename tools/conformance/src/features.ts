import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SmithyAst } from "@borrow-license/codegen/smithy-ast/ast";

/** The generator's tiny models, a folder for each feature of Smithy. */
export const FEATURES_FOLDER: string = join(import.meta.dirname, "..", "..", "codegen", "test", "features");

export const FEATURES: readonly string[] = readdirSync(FEATURES_FOLDER).sort();

/** The Smithy files of all features. */
export function featureSources(): readonly string[] {
  return readdirSync(FEATURES_FOLDER, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".smithy"))
    .map((path) => join(FEATURES_FOLDER, path));
}

/** The part of a JSON AST that is one feature's: the shapes of its namespace and of those below it. */
export function featurePart({ smithy, shapes }: SmithyAst, feature: string): SmithyAst {
  const source = readFileSync(join(FEATURES_FOLDER, feature, "model.smithy"), "utf8");
  const namespace = /^namespace (\S+)$/m.exec(source)?.[1] ?? "";
  const own = Object.entries(shapes).filter(([id]) => id.startsWith(`${namespace}#`) || id.startsWith(`${namespace}.`));
  return { smithy, shapes: Object.fromEntries(own) };
}
