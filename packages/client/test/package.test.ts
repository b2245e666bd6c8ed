import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import packageInfo from "../src/package-info.js";

const PACKAGE = join(import.meta.dirname, "..");
const GENERATED = join(PACKAGE, "src", "generated");

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly browser: Readonly<Record<string, string>>;
}

const packageJson = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as PackageJson;

/** Packages that the generated code imports, without the one in its own examples. */
function importedPackages(): ReadonlySet<string> {
  const sources = readdirSync(GENERATED, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(GENERATED, path), "utf8"));
  const names = sources.flatMap((source) => [...source.matchAll(/from "(@[^"/]+\/[^"/]+|[^".@/][^"/]*)/g)]);
  return new Set(names.map(([, name]) => name ?? "").filter((name) => name !== packageJson.name));
}

describe("the client package", () => {
  it("depends on every package that the generated code imports", () => {
    expect([...importedPackages()].filter((name) => !(name in packageJson.dependencies))).toEqual([]);
  });

  it("depends on nothing that the generated code does not need", () => {
    // The declaration files name types of @smithy/signature-v4, which no source file imports.
    const needed = new Set([...importedPackages(), "@smithy/signature-v4"]);
    expect(Object.keys(packageJson.dependencies).filter((name) => !needed.has(name))).toEqual([]);
  });

  it("says its own version in the user agent", () => {
    expect(packageInfo.version).toBe(packageJson.version);
  });
});
