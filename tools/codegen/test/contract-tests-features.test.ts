import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contractTestsTarget } from "../src/contract-tests/contract-tests-target.ts";
import { readTree, writeTree } from "../src/pipeline/file-tree.ts";
import { formatFolder } from "../src/pipeline/format-folder.ts";
import { Model } from "../src/smithy-ast/model.ts";
import { parseAst } from "../src/smithy-ast/parse-ast.ts";
import { FEATURES, FEATURES_FOLDER, showsFeature } from "./features.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");
const OPTIONS = new Map([["types", "./index.js"]]);

const scratch = mkdtempSync(join(tmpdir(), "codegen-contract-tests-"));
afterAll(() => rmSync(scratch, { recursive: true }));

beforeAll(() => {
  for (const name of FEATURES) {
    const model = new Model(parseAst(readFileSync(join(FEATURES_FOLDER, name, "model.json"), "utf8")));
    const options = name === "long-as-bigint" ? new Map([...OPTIONS, ["long", "bigint"]]) : OPTIONS;
    writeTree(join(scratch, name), contractTestsTarget.generate(model, options));
  }
  formatFolder(WORKSPACE, scratch);
});

describe.each(FEATURES)("the contract tests of the feature %s", (name) => {
  it("are what they were when somebody last read them", async () => {
    const shown = readTree(join(scratch, name)).filter(
      ({ path }) => showsFeature(name, path) && path !== "examples.ts",
    );
    for (const { path, text } of shown.filter((file) => file.path !== "index.ts")) {
      await expect(text).toMatchFileSnapshot(join(FEATURES_FOLDER, name, "contract-tests", path));
    }
  });
});
