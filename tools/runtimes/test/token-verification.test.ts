import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { type CaseScripts, PACKAGES, type ProgramOutcome, prepareCases } from "../src/portable-cases.ts";
import { PROGRAM_RUNTIMES, runScript } from "../src/program-runtimes.ts";
import { runInChromium } from "../src/run-in-chromium.ts";

const FOLDER = join(PACKAGES, "token-verification");
/** A runtime that runs fewer has left cases out. */
const CASES = 50;

let scripts: CaseScripts;
beforeAll(async () => {
  scripts = await prepareCases(FOLDER);
});

it.each(PROGRAM_RUNTIMES)("verifies, holds and issues in $name", async (runtime) => {
  const { failures, passed, version } = JSON.parse(await runScript(runtime, scripts.program, FOLDER)) as ProgramOutcome;
  console.log(`${runtime.name} (${version}): ${passed} cases passed`);
  expect(version.slice(0, runtime.version.length)).toBe(runtime.version);
  expect(failures).toEqual([]);
  expect(passed).toBeGreaterThanOrEqual(CASES);
});

it("verifies, holds and issues in Chromium", async () => {
  const { failures, passed } = await runInChromium(FOLDER, scripts.module);
  console.log(`Chromium: ${passed} cases passed`);
  expect(failures).toEqual([]);
  expect(passed).toBeGreaterThanOrEqual(CASES);
});
