import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { clientPostStep } from "@borrow-license/codegen/client/client-post-step";
import { readTree, writeTree } from "@borrow-license/codegen/pipeline/file-tree";
import { classpath } from "@borrow-license/codegen/pipeline/java-classpath";
import { PNPM } from "@borrow-license/codegen/pipeline/pnpm-command";
import { serverStubTarget } from "@borrow-license/codegen/server-stub/server-stub-target";
import { Model } from "@borrow-license/codegen/smithy-ast/model";
import { parseAst } from "@borrow-license/codegen/smithy-ast/parse-ast";
import { adapted } from "./adapted-model.ts";
import { FEATURES, featurePart, featureSources } from "./features.ts";
import { CLIENT, FETCH_CLIENT, GENERATED, JSON_PROTOCOL, SUITES, type Suite } from "./suite.ts";

/**
 * Resolves AWS's protocol tests, builds their model with Smithy's command line, generates a client of the protocol with
 * the upstream generator, and a stub for each suite with this project's.
 */

const FOLDER = join(import.meta.dirname, "..");
const BIN = join(FOLDER, "..", "..", "node_modules", ".bin");

function run(command: string, args: readonly string[], input?: string): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd: FOLDER, encoding: "utf8", input });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args[0]} failed:\n${stdout}${stderr}`);
  return stdout;
}

function smithy(command: string, ...args: readonly string[]): string {
  const cli = ["-cp", classpath(FOLDER), "software.amazon.smithy.cli.SmithyCli"];
  return run("java", [...cli, command, "--no-color", ...args]);
}

/** Where Smithy's command line leaves what it builds. */
const BUILD = join(FOLDER, "target", "smithy");

function buildModel(): string {
  smithy("build", "--discover", "--quiet", "--output", BUILD);
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

/** Makes one JSON AST of the generator's tiny models, and a stub for each. */
function buildFeatures(): void {
  const awsTraits = classpath(FOLDER)
    .split(delimiter)
    .find((path) => basename(path).startsWith("smithy-aws-traits-"));
  const traits = join(FOLDER, "..", "..", "model", "src", "traits.smithy");
  const ast = smithy("ast", "--no-config", "--quiet", ...featureSources(), traits, awsTraits ?? "");
  writeFileSync(join(GENERATED, "features.json"), ast);
  for (const feature of FEATURES) {
    const model = new Model(featurePart(parseAst(ast), feature));
    writeTree(join(GENERATED, "features", feature), serverStubTarget.generate(model, new Map()));
  }
}

/** The fetch client stands on the sources of the runtime that this project's has. */
function generateFetchClient(model: string): void {
  const runtime = "../../../../packages/client/src/fetch/runtime/index.js";
  const options = ["--service", JSON_PROTOCOL.service, "--output", FETCH_CLIENT, "--long", "bigint"];
  run(join(BIN, "borrow-license-codegen"), ["fetch-client", ...options, "--runtime", runtime], model);
}

function generateStub(model: string, { name, service }: Suite): void {
  const folder = join(GENERATED, name);
  const options = ["--service", service, "--output", folder, "--long", "bigint", "--command", `${PNPM} conformance`];
  run(join(BIN, "borrow-license-codegen"), ["server-stub", ...options], adapted(model));
}

rmSync(GENERATED, { recursive: true, force: true });
mkdirSync(GENERATED, { recursive: true });
const model = buildModel();
finishClient();
generateFetchClient(model);
for (const suite of SUITES) generateStub(model, suite);
buildFeatures();
writeFileSync(
  join(GENERATED, "tsconfig.json"),
  JSON.stringify({
    extends: "../../../tsconfig.base.json",
    compilerOptions: { noEmit: true, lib: ["ES2023", "DOM"], noPropertyAccessFromIndexSignature: true },
    include: ["features", "../types", "json-protocol-fetch-client", ...SUITES.map(({ name }) => name)],
  }),
);
console.log(`Generated two clients and ${SUITES.length} stubs from AWS's protocol tests.`);
