import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

const PROGRAM = join(import.meta.dirname, "..", "..", "..", ".ci", "count-tests.mjs");

interface Report {
  readonly success: boolean;
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly object[];
  }[];
}

const FILE = "/workspace/packages/a/src/a.test.ts";

const GREEN: Report = {
  success: true,
  numTotalTests: 3,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  testResults: [{ name: FILE, status: "passed", assertionResults: [{ status: "passed" }] }],
};

/** What is counted in a workspace of one package whose tests reported this. */
function count(report: Report | undefined): { readonly status: number | null; readonly lines: readonly string[] } {
  const workspace = mkdtempSync(join(tmpdir(), "count-"));
  onTestFinished(() => rmSync(workspace, { recursive: true }));
  const folder = join(workspace, "packages", "a");
  mkdirSync(join(folder, "test-results"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"scripts":{"test":"vitest"}}');
  if (report !== undefined) writeFileSync(join(folder, "test-results", "vitest.json"), JSON.stringify(report));
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM, workspace], { encoding: "utf8" });
  return { status, lines: stdout.trimEnd().split("\n") };
}

it("tests that passed are counted", () => {
  expect(count(GREEN)).toEqual({ status: 0, lines: ["packages/a: 3 passed, 0 failed", "3 passed, 0 failed"] });
});

it("a file that fails before its tests counts as a failure, and its tests as skipped", () => {
  const report: Report = {
    ...GREEN,
    success: false,
    numPassedTests: 0,
    numPendingTests: 3,
    testResults: [
      { name: FILE, status: "failed", message: "No such server\n  at one", assertionResults: [{ status: "skipped" }] },
    ],
  };
  expect(count(report)).toEqual({
    status: 1,
    lines: [
      "packages/a: 0 passed, 1 failed, 3 skipped",
      expect.stringMatching(/^ {2}failed: \S*a\.test\.ts: No such server$/),
      "0 passed, 1 failed, 3 skipped",
    ],
  });
});

it("a test that failed is named with the first line of why", () => {
  const failed = {
    status: "failed",
    fullName: "a server starts",
    failureMessages: ["Error: the port is taken\n  at one"],
  };
  const report: Report = {
    ...GREEN,
    success: false,
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [{ name: FILE, status: "failed", assertionResults: [{ status: "passed" }, failed] }],
  };
  expect(count(report)).toEqual({
    status: 1,
    lines: [
      "packages/a: 2 passed, 1 failed",
      expect.stringMatching(/^ {2}failed: \S*a\.test\.ts: a server starts: Error: the port is taken$/),
      "2 passed, 1 failed",
    ],
  });
});

it("a run that failed without saying where counts as a failure", () => {
  expect(count({ ...GREEN, success: false })).toMatchObject({
    status: 1,
    lines: [expect.anything(), "3 passed, 1 failed"],
  });
});

it("a package that reported nothing counts as a failure", () => {
  expect(count(undefined)).toEqual({ status: 1, lines: ["packages/a: no test was reported", "0 passed, 1 failed"] });
});
