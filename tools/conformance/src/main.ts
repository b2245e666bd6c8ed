import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clientPostStep } from "@borrow-license/codegen/client/client-post-step";
import { readTree, writeTree } from "@borrow-license/codegen/pipeline/file-tree";
import { classpath } from "@borrow-license/codegen/pipeline/java-classpath";
import { adapted } from "./adapted-model.ts";
import { CLIENT, GENERATED, SUITES, type Suite } from "./suite.ts";

/**
 * Resolves AWS's protocol tests, builds their model with Smithy's command line, generates a client of the protocol with
 * the upstream generator, and a stub for each suite with this project's.
 */

const FOLDER = join(import.meta.dirname, "..");
const BIN = join(FOLDER, "..", "..", "node_modules", ".bin");

function run(command: string, args: readonly string[], input?: string): void {
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd: FOLDER, encoding: "utf8", input });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args[0]} failed:\n${stdout}${stderr}`);
}

/** Where Smithy's command line leaves what it builds. */
const BUILD = join(FOLDER, "target", "smithy");

function buildModel(): string {
  const cli = "software.amazon.smithy.cli.SmithyCli";
  run("java", ["-cp", classpath(FOLDER), cli, "build", "--discover", "--quiet", "--no-color", "--output", BUILD]);
  const model = join(GENERATED, "model.json");
  copyFileSync(join(BUILD, "source", "model", "model.json"), model);
  return readFileSync(model, "utf8");
}

/** Finishes the upstream generator's client as the client of this project is finished. */
function finishClient(): void {
  const files = readTree(join(BUILD, "source", "typescript-client-codegen", "src"));
  writeTree(join(CLIENT, "src"), clientPostStep(files));
  writeFileSync(join(CLIENT, "package-info.ts"), 'export default { version: "0.0.0" };\n');
}

function generateStub(model: string, { name, service }: Suite): void {
  const folder = join(GENERATED, name);
  const options = ["--service", service, "--output", folder, "--long", "bigint", "--command", "npx pnpm conformance"];
  run(join(BIN, "borrow-license-codegen"), ["server-stub", ...options], adapted(model));
}

rmSync(GENERATED, { recursive: true, force: true });
mkdirSync(GENERATED, { recursive: true });
const model = buildModel();
finishClient();
for (const suite of SUITES) generateStub(model, suite);
writeFileSync(
  join(GENERATED, "tsconfig.json"),
  JSON.stringify({
    extends: "../../../tsconfig.base.json",
    compilerOptions: { noEmit: true, lib: ["ES2023", "DOM"], noPropertyAccessFromIndexSignature: true },
    include: SUITES.map(({ name }) => name),
  }),
);
console.log(`Generated a client and ${SUITES.length} stubs from AWS's protocol tests.`);
