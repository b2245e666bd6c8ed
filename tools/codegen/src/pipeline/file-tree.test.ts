import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { differences, readTree, writeTree } from "./file-tree.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "file-tree-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("a tree of files", () => {
  it("is read back as it was written, sorted", () => {
    const files = [
      { path: "b/c.ts", text: "c" },
      { path: "a.ts", text: "a" },
    ];
    writeTree(folder, files);
    expect(readTree(folder)).toEqual([
      { path: "a.ts", text: "a" },
      { path: "b/c.ts", text: "c" },
    ]);
  });

  it("is empty where there is no folder", () => {
    expect(readTree(join(folder, "absent"))).toEqual([]);
  });

  it("keeps nothing stale", () => {
    mkdirSync(join(folder, "old"));
    writeFileSync(join(folder, "old", "stale.ts"), "");
    writeTree(folder, [{ path: "new.ts", text: "" }]);
    expect(existsSync(join(folder, "old"))).toBe(false);
  });

  it("tells changed, missing and extra files apart", () => {
    const actual = [
      { path: "changed.ts", text: "edited" },
      { path: "extra.ts", text: "" },
      { path: "same.ts", text: "same" },
    ];
    const expected = [
      { path: "changed.ts", text: "generated" },
      { path: "missing.ts", text: "" },
      { path: "same.ts", text: "same" },
    ];
    expect(differences(actual, expected)).toEqual([
      { path: "changed.ts", kind: "changed" },
      { path: "extra.ts", kind: "not generated" },
      { path: "missing.ts", kind: "missing" },
    ]);
  });
});
