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

const NO_RELEASE = "Nothing was released yet, so no change of the model breaks anybody.";

/** Said where something counts as breaking, because what is not known to be harmless does. */
const OVERRIDE =
  "Every change of a trait counts as breaking that tools/release/src/model-changes/trait-effect.ts does not call harmless. " +
  "Where one is, add it there with the reason.";

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
  if (comparison === undefined) return checkFirstRelease();
  const { changes, needed } = comparison;
  const missing = missingBumps(needed, plannedBumps(plans()));
  if (missing.length === 0) {
    console.log(`${changes.length} change(s) of the model since the last release, all in version plans.`);
    return 0;
  }
  const told = changes.map(({ bump, sentence }) => `  ${bump}: ${sentence}`).join("\n");
  console.error(
    `The model changed since the last release:\n${told}\n` +
      `No version plan asks for ${wanted(missing)}. Write one with: ${PNPM} model:plan\n${OVERRIDE}`,
  );
  return 1;
}

/** Before the first release nothing can break. What can be missing is a plan that releases a package at all. */
function checkFirstRelease(): number {
  const { release } = JSON.parse(readFileSync(join(WORKSPACE, "nx.json"), "utf8")) as NxConfiguration;
  const needed = release.projects.map((name): PackageBump => ({ name, bump: "patch" }));
  const missing = missingBumps(needed, plannedBumps(plans()));
  if (missing.length === 0) {
    console.log(`${NO_RELEASE} Version plans release every package.`);
    return 0;
  }
  const names = missing.map(({ name }) => name).join(", ");
  console.error(`${NO_RELEASE} No version plan releases ${names}. Name them in .nx/version-plans/first-release.md.`);
  return 1;
}

interface NxConfiguration {
  readonly release: { readonly projects: readonly string[] };
}

function wanted(bumps: readonly PackageBump[]): string {
  return bumps.map(({ name, bump }) => `${name}: ${bump}`).join(", ");
}

function plan(): number {
  const comparison = compareWithRelease();
  if (comparison === undefined) {
    console.log(`${NO_RELEASE} Nothing to plan: the first release tells of everything.`);
    return 0;
  }
  if (comparison.changes.length === 0) {
    console.log("Nothing to plan: the model is what was released last.");
    return 0;
  }
  mkdirSync(PLANS, { recursive: true });
  const file = join(PLANS, "model.md");
  const existing = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  writeFileSync(file, versionPlan(comparison.needed, comparison.changes, existing));
  console.log("Wrote .nx/version-plans/model.md. Read it, say why where that helps, and commit it with the change.");
  if (existing !== undefined) console.log("What it said before is kept: take out what no longer holds.");
  if (comparison.changes.some(({ bump }) => bump === "major")) console.log(OVERRIDE);
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
  if (!existsSync(RELEASED)) return undefined;
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
