import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { classpath } from "@borrow-license/codegen/pipeline/java-classpath";
import { adapted } from "./adapted-model.ts";
import { GENERATED, SUITES, type Suite } from "./suite.ts";

/**
 * Resolves AWS's protocol tests, builds their model with Smithy's command line and generates a stub for each suite.
 */

const FOLDER = join(import.meta.dirname, "..");
const BIN = join(FOLDER, "..", "..", "node_modules", ".bin");

function run(command: string, args: readonly string[], input?: string): void {
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd: FOLDER, encoding: "utf8", input });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args[0]} failed:\n${stdout}${stderr}`);
}

function buildModel(): string {
  const output = join(FOLDER, "target", "smithy");
  const cli = "software.amazon.smithy.cli.SmithyCli";
  run("java", ["-cp", classpath(FOLDER), cli, "build", "--discover", "--quiet", "--no-color", "--output", output]);
  const model = join(GENERATED, "model.json");
  copyFileSync(join(output, "source", "model", "model.json"), model);
  return readFileSync(model, "utf8");
}

function generateStub(model: string, { name, service }: Suite): void {
  const folder = join(GENERATED, name);
  const options = ["--service", service, "--output", folder, "--long", "bigint", "--command", "npx pnpm conformance"];
  run(join(BIN, "borrow-license-codegen"), ["server-stub", ...options], adapted(model));
}

rmSync(GENERATED, { recursive: true, force: true });
mkdirSync(GENERATED, { recursive: true });
const model = buildModel();
for (const suite of SUITES) generateStub(model, suite);
writeFileSync(
  join(GENERATED, "tsconfig.json"),
  JSON.stringify({
    extends: "../../../tsconfig.base.json",
    compilerOptions: { noEmit: true, lib: ["ES2023", "DOM"], noPropertyAccessFromIndexSignature: true },
    include: ["."],
  }),
);
console.log(`Generated ${SUITES.length} stubs from AWS's protocol tests.`);
