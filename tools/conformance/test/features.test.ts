import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "@borrow-license/codegen/smithy-ast/parse-ast";
import { expect, it } from "vitest";
import { FEATURES, FEATURES_FOLDER, featurePart } from "../src/features.ts";
import { GENERATED } from "../src/suite.ts";

/** The generator's own tests need no Java: they read the features' models as JSON. */
it.each(FEATURES)("the JSON AST of the feature %s is what Smithy makes of its model", async (feature) => {
  const all = parseAst(readFileSync(join(GENERATED, "features.json"), "utf8"));
  const text = `${JSON.stringify(featurePart(all, feature), withAllDigits, 2)}\n`;
  await expect(text).toMatchFileSnapshot(join(FEATURES_FOLDER, feature, "model.json"));
});

function withAllDigits(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? (JSON as unknown as RawJson).rawJSON(String(value)) : value;
}

/** What Node.js has and the declarations of this TypeScript release do not. */
interface RawJson {
  rawJSON(text: string): unknown;
}
