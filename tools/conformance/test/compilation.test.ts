import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { GENERATED, SUITES } from "../src/suite.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");
const BIN = join(WORKSPACE, "node_modules", ".bin");

/** The stub of this project's own model, those of the protocol tests, which are larger, and those of single features. */
const STUBS = [
  join(WORKSPACE, "packages", "server-stub", "src", "generated"),
  ...SUITES.map(({ name }) => join(GENERATED, name)),
  join(GENERATED, "features"),
];

it("compiles every generated stub, and what services say of its types, under the strictest options", () => {
  const { stdout, status } = spawnSync(join(BIN, "tsc"), ["-p", join(GENERATED, "tsconfig.json")], {
    encoding: "utf8",
  });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});

it.each(STUBS)("finds nothing to complain about in %s", (folder) => {
  const config = join(WORKSPACE, "tools", "codegen", "generated-code.biome.json");
  const args = ["lint", "--error-on-warnings", "--colors=off", `--config-path=${config}`, "."];
  const { stdout, stderr, status } = spawnSync(join(BIN, "biome"), args, { cwd: folder, encoding: "utf8" });
  expect(`${stdout}${stderr}`).toMatch(/^Checked [1-9]\d* files in .*\. No fixes applied\.\s*$/);
  expect(status).toBe(0);
});
