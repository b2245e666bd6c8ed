import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTree, writeTree } from "../src/pipeline/file-tree.ts";
import { formatFolder } from "../src/pipeline/format-folder.ts";
import type { GeneratedFile } from "../src/typescript/source-file.ts";
import { FEATURES, FEATURES_FOLDER, generateFeature, showsFeature } from "./features.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");

const scratch = mkdtempSync(join(tmpdir(), "codegen-features-"));
afterAll(() => rmSync(scratch, { recursive: true }));

beforeAll(() => {
  for (const name of FEATURES) writeTree(join(scratch, name), generateFeature(name));
  formatFolder(WORKSPACE, scratch);
});

function shown(name: string): readonly GeneratedFile[] {
  return readTree(join(scratch, name)).filter(({ path }) => showsFeature(name, path));
}

describe.each(FEATURES)("the stub of the feature %s", (name) => {
  it("is what it was when somebody last read it", async () => {
    for (const { path, text } of shown(name)) {
      await expect(text).toMatchFileSnapshot(join(FEATURES_FOLDER, name, "expected", path));
    }
  });

  it("has no expected file that is not generated any more", () => {
    const paths = shown(name).map(({ path }) => path);
    expect(readdirSync(join(FEATURES_FOLDER, name, "expected")).sort()).toEqual(paths);
  });
});
