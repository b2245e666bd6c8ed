import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PipelineError } from "@borrow-license/codegen/pipeline/pipeline-error";
import { PNPM } from "@borrow-license/codegen/pipeline/pnpm-command";
import { Smithy } from "@borrow-license/codegen/pipeline/smithy";
import { packagesWithChangedCode } from "./changed-code.ts";
import { parseDiffEvents } from "./diff-event.ts";
import { generatedPackages } from "./generated-packages.ts";
import { modelAst } from "./model-ast.ts";
import { type ModelChange, modelChanges } from "./model-change.ts";
import { missingBumps, neededBumps, type PackageBump, plannedBumps, versionPlan } from "./version-plan.ts";

const USAGE = `Usage: node main.ts check|plan|ast

  check  fails when the model changed since the last release and no version plan says so
  plan   writes such a version plan to .nx/version-plans
  ast    writes the model's JSON AST to model/dist/model.json`;

const WORKSPACE = join(import.meta.dirname, "..", "..", "..", "..");
const PLANS = join(WORKSPACE, ".nx", "version-plans");
/** The model of the last release. */
const RELEASED = join(WORKSPACE, "model", "released.json");

function main(command: string | undefined): number {
  try {
    if (command === "check") return check();
    if (command === "plan") return plan();
    if (command === "ast") return writeAst();
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    console.error(error.message);
    return 1;
  }
  console.error(USAGE);
  return 2;
}

function check(): number {
  const comparison = compareWithRelease();
  if (comparison === undefined) return 0;
  const { changes, needed } = comparison;
  const missing = missingBumps(needed, plannedBumps(plans()));
  if (missing.length === 0) {
    console.log(`${changes.length} change(s) of the model since the last release, all in version plans.`);
    return 0;
  }
  const told = changes.map(({ bump, sentence }) => `  ${bump}: ${sentence}`).join("\n");
  const wanted = missing.map(({ name, bump }) => `${name}: ${bump}`).join(", ");
  console.error(
    `The model changed since the last release:\n${told}\n` +
      `No version plan asks for ${wanted}. Write one with: ${PNPM} model:plan`,
  );
  return 1;
}

function plan(): number {
  const comparison = compareWithRelease();
  if (comparison === undefined || comparison.changes.length === 0) {
    console.log("Nothing to plan: the model is what was released last.");
    return 0;
  }
  mkdirSync(PLANS, { recursive: true });
  const file = join(PLANS, "model.md");
  writeFileSync(file, versionPlan(comparison.needed, comparison.changes));
  console.log("Wrote .nx/version-plans/model.md. Read it, say why where that helps, and commit it with the change.");
  return 0;
}

function writeAst(): number {
  mkdirSync(join(WORKSPACE, "model", "dist"), { recursive: true });
  writeFileSync(join(WORKSPACE, "model", "dist", "model.json"), modelAst(WORKSPACE));
  return 0;
}

interface Comparison {
  readonly changes: readonly ModelChange[];
  readonly needed: readonly PackageBump[];
}

/** What changed since the last release; undefined before the first one. */
function compareWithRelease(): Comparison | undefined {
  if (!existsSync(RELEASED)) {
    console.log("Nothing was released yet, so no change of the model breaks anybody.");
    return undefined;
  }
  const present = modelAst(WORKSPACE);
  const models = { before: JSON.parse(readFileSync(RELEASED, "utf8")), after: JSON.parse(present) };
  const scratch = mkdtempSync(join(tmpdir(), "borrow-license-model-"));
  try {
    const file = join(scratch, "model.json");
    writeFileSync(file, present);
    const changes = modelChanges(parseDiffEvents(new Smithy(WORKSPACE).diff(RELEASED, file)), models);
    if (changes.length === 0) return { changes, needed: [] };
    const changedCode = packagesWithChangedCode(WORKSPACE, RELEASED);
    return { changes, needed: neededBumps(changes, models, generatedPackages(WORKSPACE), changedCode) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function plans(): readonly string[] {
  if (!existsSync(PLANS)) return [];
  const files = readdirSync(PLANS).filter((file) => file.endsWith(".md"));
  return files.map((file) => readFileSync(join(PLANS, file), "utf8"));
}

process.exitCode = main(process.argv[2]);
