import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serverStubTarget } from "../src/server-stub/server-stub-target.ts";
import { Model } from "../src/smithy-ast/model.ts";
import { parseAst } from "../src/smithy-ast/parse-ast.ts";
import type { TargetOptions } from "../src/target.ts";
import type { GeneratedFile } from "../src/typescript/source-file.ts";

/**
 * Tiny models, each about one feature of Smithy. A feature's folder has the model in Smithy's own language, the same as
 * the JSON AST that generators read, and below `expected` the generated files that show the feature.
 */
export const FEATURES_FOLDER: string = join(import.meta.dirname, "features");

/** Names of all features, sorted. */
export const FEATURES: readonly string[] = readdirSync(FEATURES_FOLDER).sort();

/** Features that are about the service and its operations. All others are about values. */
const ABOUT_OPERATIONS: ReadonlySet<string> = new Set([
  "constraint-error",
  "documentation",
  "empty-input-and-output",
  "error",
  "internal-error",
  "rename",
  "request-compression",
  "reserved-names",
  "resource",
]);

const OPTIONS: ReadonlyMap<string, TargetOptions> = new Map([["long-as-bigint", new Map([["long", "bigint"]])]]);

/** Generates the stub of a feature's model. */
export function generateFeature(name: string): readonly GeneratedFile[] {
  const ast = parseAst(readFileSync(join(FEATURES_FOLDER, name, "model.json"), "utf8"));
  return serverStubTarget.generate(new Model(ast), OPTIONS.get(name) ?? new Map());
}

/** Whether a generated file shows something of a feature. The files of operations are alike for features of values. */
export function showsFeature(name: string, path: string): boolean {
  return ABOUT_OPERATIONS.has(name) || !["errors.ts", "index.ts", "operations.ts", "service.ts"].includes(path);
}
