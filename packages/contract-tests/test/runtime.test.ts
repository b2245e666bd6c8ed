import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");

/** The Node.js that the workspace pins, from the catalog of pnpm-workspace.yaml. */
function pinnedNode(): string {
  const workspace = readFileSync(join(WORKSPACE, "pnpm-workspace.yaml"), "utf8");
  return /^ {2}node: (\d+\.\d+\.\d+)$/m.exec(workspace)?.[1] ?? "";
}

it("scripts run on the pinned Node.js, whatever Node.js the machine has", () => {
  expect(process.versions.node).toBe(pinnedNode());
});

it("programs that scripts start find the pinned Node.js first", () => {
  expect(execFileSync("node", ["--version"], { encoding: "utf8" })).toBe(`v${pinnedNode()}\n`);
});
