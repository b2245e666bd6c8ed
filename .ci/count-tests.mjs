// Adds up what the test runners reported and prints one plain line with the sum. Exits 1 when anything failed, or when
// a package that has tests reported none.
//
// Usage: node .ci/count-tests.mjs [workspace]
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const workspace = process.argv[2] ?? ".";

/** The scripts of a package that run the tests of which `vitest.json` reports. */
const TEST_SCRIPTS = ["test", "conformance", "test-rehearsals"];

/** A file that fails before or around its tests, as in a `beforeAll`, has no failed test in it and counts as one. */
function failures(report) {
  const broken = report.testResults.filter(
    ({ assertionResults, status }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  );
  const count = report.numFailedTests + broken.length;
  return count === 0 && report.success === false ? 1 : count;
}

/** What failed, with the first line of why: the log of a long run has it far above. */
function failedNames(report) {
  return report.testResults.flatMap(({ assertionResults, message, name, status }) => {
    const failed = assertionResults.filter((assertion) => assertion.status === "failed");
    const file = relative(resolve(workspace), name);
    if (failed.length === 0) return status === "failed" ? [`${file}: ${firstLine(message)}`] : [];
    return failed.map(({ failureMessages, fullName }) => `${file}: ${fullName}: ${firstLine(failureMessages?.[0])}`);
  });
}

function firstLine(text = "") {
  return text.split("\n", 1)[0];
}

function reportOf(folder) {
  const manifest = join(workspace, folder, "package.json");
  const scripts = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).scripts : undefined;
  if (!TEST_SCRIPTS.some((name) => scripts?.[name] !== undefined)) return undefined;
  const results = join(workspace, folder, "test-results");
  const files = existsSync(results) ? readdirSync(results).filter((file) => file.endsWith(".json")) : [];
  const reports = files.map((file) => JSON.parse(readFileSync(join(results, file), "utf8")));
  // A package has its own tests' report, and perhaps those of slower ones beside it.
  if (!files.includes("vitest.json") || reports.some((report) => report.numTotalTests === 0))
    return { passed: 0, failed: 1, skipped: 0, note: "no test was reported" };
  return {
    passed: sumOf(reports, (report) => report.numPassedTests),
    failed: sumOf(reports, failures),
    failedNames: reports.flatMap(failedNames),
    skipped: sumOf(reports, (report) => report.numPendingTests + (report.numTodoTests ?? 0)),
  };
}

function sumOf(reports, count) {
  return reports.reduce((sum, report) => sum + count(report), 0);
}

const sum = { passed: 0, failed: 0, skipped: 0 };
for (const room of ["packages", "tools"]) {
  if (!existsSync(join(workspace, room))) continue;
  for (const name of readdirSync(join(workspace, room))) {
    const folder = `${room}/${name}`;
    const report = reportOf(folder);
    if (report === undefined) continue;
    const { failed, note, passed, skipped } = report;
    console.log(`${folder}: ${note ?? line(report)}`);
    for (const name of report.failedNames ?? []) console.log(`  failed: ${name}`);
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
}
console.log(line(sum));
process.exit(sum.failed === 0 ? 0 : 1);

function line({ failed, passed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}
