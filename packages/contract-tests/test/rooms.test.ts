import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");

/** What the workspace's linter says about a file with one import, at a place of the workspace. */
function lint(path: string, module: string): { readonly status: number | null; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), "rooms-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(WORKSPACE, "biome.json"), join(folder, "biome.json"));
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), `import * as other from "${module}";\n\nexport { other };\n`);
  const biome = join(WORKSPACE, "node_modules", ".bin", "biome");
  const args = ["lint", "--colors=off", "--vcs-enabled=false", path];
  const { status, stderr, stdout } = spawnSync(biome, args, { cwd: folder, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

/** Who may not import whom: the rooms of CONTRIBUTING.md. */
describe("the linter refuses", () => {
  it.each([
    ["tools/codegen/src/x.ts", "@borrow-license/server-stub"],
    ["tools/codegen/src/x.ts", "../../../packages/server-stub/src/index.js"],
    ["packages/server-stub/src/x.ts", "@borrow-license/token-verification"],
    ["packages/server-stub/src/x.ts", "@aws-sdk/client-license-manager"],
    ["packages/server-stub/src/x.ts", "jose"],
    ["packages/token-verification/src/x.ts", "@borrow-license/server-stub"],
    ["packages/license-server/src/x.ts", "@borrow-license/client"],
    ["packages/license-server/src/x.ts", "@aws-sdk/client-license-manager"],
  ])("in %s the import of %s", (path, module) => {
    const { output, status } = lint(path, module);
    expect(output).toContain("lint/style/noRestrictedImports");
    expect(status).toBe(1);
  });
});

describe("the linter accepts", () => {
  it.each([
    ["packages/token-verification/src/x.ts", "jose"],
    ["packages/license-server/src/x.ts", "@borrow-license/server-stub"],
    ["packages/license-server/src/x.ts", "@borrow-license/token-verification/issuer"],
    ["packages/contract-tests/test/x.ts", "@aws-sdk/client-license-manager"],
  ])("in %s the import of %s", (path, module) => {
    const { output, status } = lint(path, module);
    expect(output).toContain("Checked 1 file");
    expect(status).toBe(0);
  });
});
