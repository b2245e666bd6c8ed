// Adds up what the test runners reported and prints one plain line with the sum. Exits 1 when anything failed or when
// a package that has tests reported none.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const rooms = ["packages", "tools"];
const packages = rooms.flatMap((room) => readdirSync(room).map((name) => join(room, name)));
let passed = 0;
let failed = 0;
for (const folder of packages) {
  const manifest = join(folder, "package.json");
  const scripts = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).scripts : undefined;
  if (scripts?.test === undefined && scripts?.conformance === undefined) continue;
  const file = join(folder, "test-results", "vitest.json");
  const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  if (report === undefined || report.numTotalTests === 0) {
    console.log(`${folder}: no test was reported`);
    failed += 1;
    continue;
  }
  // A file that cannot be loaded fails without a failed test in it.
  const broken = report.testResults.filter((each) => each.status === "failed" && each.assertionResults.length === 0);
  console.log(`${folder}: ${report.numPassedTests} passed, ${report.numFailedTests + broken.length} failed`);
  passed += report.numPassedTests;
  failed += report.numFailedTests + broken.length;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
