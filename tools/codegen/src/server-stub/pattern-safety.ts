import { checkSync } from "recheck";
import { ModelError } from "../smithy-ast/model.ts";
import { isKnownSafe, rememberSafe } from "./known-patterns.ts";

/** How many steps of matching one text may cost where a pattern takes more than linear time. */
const MAX_STEPS = 10_000_000;

/** It is time on the wall that is counted, and a busy machine must not make a pattern unsafe. */
const TIMEOUT_MS = 120_000;

/**
 * Refuses a pattern that a hostile text can make slow: one that needs exponential time, or polynomial time on texts
 * of the length that the model allows.
 *
 * @param id the shape that has the pattern
 * @param pattern an ECMA 262 expression in Unicode mode
 * @param maxLength how many characters its texts have at most
 * @throws ModelError for a pattern that is not safe
 */
export function checkPatternSafety(id: string, pattern: string, maxLength: number = Number.POSITIVE_INFINITY): void {
  const key = `${maxLength} ${pattern}`;
  if (isKnownSafe(key)) return;
  const diagnostics = checkSync(pattern, "u", { timeout: TIMEOUT_MS });
  const { status } = diagnostics;
  const complexity = status === "vulnerable" ? diagnostics.complexity : undefined;
  const degree = complexity?.type === "polynomial" ? complexity.degree : undefined;
  const isBounded = degree !== undefined && maxLength ** degree <= MAX_STEPS;
  if (status !== "safe" && !isBounded) throw new ModelError(`${id}: ${problem(status, degree)} ${ADVICE}`);
  rememberSafe(key);
}

const ADVICE =
  "Write the pattern without nested or adjacent repetitions of the same characters, or bound the length, or trust all " +
  "patterns with --patterns trusted.";

function problem(status: string, degree: number | undefined): string {
  if (status === "unknown") return "nobody can tell how long its pattern takes on a hostile text.";
  const time = degree === undefined ? "exponential" : `polynomial (degree ${degree})`;
  return `a hostile text can make its pattern take ${time} time.`;
}
