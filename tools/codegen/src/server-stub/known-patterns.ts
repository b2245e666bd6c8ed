import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Names the variable of the environment with a file that keeps, from one run to the next, which patterns were proven
 * safe. To prove it takes seconds a pattern. Without the variable every run proves it again.
 */
export const KNOWN_PATTERNS_VARIABLE = "BORROW_LICENSE_KNOWN_PATTERNS";

let known: Set<string> | undefined;

/** @param key a pattern and everything on which its safety depends */
export function isKnownSafe(key: string): boolean {
  return knownPatterns().has(key);
}

export function rememberSafe(key: string): void {
  knownPatterns().add(key);
  const file = process.env[KNOWN_PATTERNS_VARIABLE];
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify([...knownPatterns()].sort(), null, 2));
}

function knownPatterns(): Set<string> {
  known ??= new Set(kept());
  return known;
}

/** A file that is damaged, as by a run that was stopped, counts as none. */
function kept(): readonly string[] {
  const file = process.env[KNOWN_PATTERNS_VARIABLE];
  if (file === undefined) return [];
  try {
    const keys: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [];
  } catch {
    return [];
  }
}
