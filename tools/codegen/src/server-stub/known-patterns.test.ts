import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { KNOWN_PATTERNS_VARIABLE } from "./known-patterns.ts";

let file = "";

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "known-patterns-"));
  file = join(folder, "target", "patterns.json");
  vi.stubEnv(KNOWN_PATTERNS_VARIABLE, file);
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

/** The module as the next run of the program sees it. */
async function nextRun(): Promise<typeof import("./known-patterns.ts")> {
  vi.resetModules();
  return import("./known-patterns.ts");
}

it("keeps a pattern that was proven safe for the next run", async () => {
  (await nextRun()).rememberSafe("10 ^a$");
  const { isKnownSafe } = await nextRun();
  expect(isKnownSafe("10 ^a$")).toBe(true);
  expect(isKnownSafe("11 ^a$")).toBe(false);
});

it("takes a damaged file for an empty one, and mends it", async () => {
  (await nextRun()).rememberSafe("10 ^a$");
  writeFileSync(file, '["10 ^');
  const { isKnownSafe, rememberSafe } = await nextRun();
  expect(isKnownSafe("10 ^a$")).toBe(false);
  rememberSafe("10 ^b$");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(["10 ^b$"]);
});

it("keeps nothing where no file is named", async () => {
  vi.stubEnv(KNOWN_PATTERNS_VARIABLE, undefined);
  (await nextRun()).rememberSafe("10 ^a$");
  expect((await nextRun()).isKnownSafe("10 ^a$")).toBe(false);
});
