import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** A new folder of the running test's own, for its owner alone, which goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "borrow-license-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The same for all tests of a file or a `describe`. */
export function folderUntilTheEnd(): string {
  const folder = mkdtempSync(join(tmpdir(), "borrow-license-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
