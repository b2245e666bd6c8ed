import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const PACKAGE = join(import.meta.dirname, "..");
const BUILT = readFileSync(join(PACKAGE, "dist", "node", "index.js"), "utf8");

function manifest(folder: string): {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
} {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** The packages that the module imports. */
const imported = new Set(
  [...BUILT.matchAll(/^(?:import|export) .* from "(?!node:)((?:@[^/"]+\/)?[^/"]+)/gm)].map(([, name = ""]) => name),
);

describe("the module for Node.js", () => {
  it("stands on packages that have code of their own, and on nothing between", () => {
    expect([...imported].sort()).toEqual([
      "@aws-sdk/core",
      "@aws-sdk/credential-provider-node",
      "@smithy/core",
      "@smithy/node-http-handler",
    ]);
  });

  it("asks for no older version of them than the one whose names it was built with", () => {
    const { dependencies } = manifest(PACKAGE);
    for (const name of imported) {
      const { version } = manifest(join(PACKAGE, "node_modules", name));
      expect(`${name} ${dependencies[name]}`).toBe(`${name} ^${version}`);
    }
  });

  it("has no code of other packages in it", () => {
    const { sources } = JSON.parse(readFileSync(join(PACKAGE, "dist", "node", "index.js.map"), "utf8")) as {
      readonly sources: readonly string[];
    };
    expect(sources.filter((source) => source.includes("node_modules"))).toEqual([]);
  });

  it("exports what the files export that bundlers take", async () => {
    const node: object = await import("@borrow-license/client");
    const files: object = await import("../src/index.js");
    expect(Object.keys(node).sort()).toEqual(Object.keys(files).sort());
    expect(import.meta.resolve("@borrow-license/client")).toMatch(/\/dist\/node\/index\.js$/);
  });
});
