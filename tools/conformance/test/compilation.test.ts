import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { GENERATED } from "../src/suite.ts";

it("compiles every generated stub under the strictest options", () => {
  const tsc = join(import.meta.dirname, "..", "..", "..", "node_modules", ".bin", "tsc");
  const { stdout, status } = spawnSync(tsc, ["-p", join(GENERATED, "tsconfig.json")], { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});
