import type { Clause } from "./clause.js";

/** What was found out about a clause. */
export interface ClauseResult extends Clause {
  /**
   * `kept`; `broken`; `unchecked`, where something failed that the check needs; `skipped`, where there was nothing to
   * check.
   */
  readonly outcome: "kept" | "broken" | "unchecked" | "skipped";
  /** What is wrong, or why it was not checked. */
  readonly reason?: string;
  /** The request and the answer that show it. */
  readonly evidence?: string;
}

/** What a run found out. */
export interface ContractReport {
  readonly endpoint: string;
  /** Repeats the generated cases. */
  readonly seed: number;
  /** How many cases each generated check had. */
  readonly runs: number;
  /** How many requests were answered. */
  readonly requests: number;
  readonly results: readonly ClauseResult[];
  /** ARNs of licenses that could not be deleted. */
  readonly leftBehind: readonly string[];
  /** Whether every clause that was checked is kept, and none could not be checked. */
  readonly isKept: boolean;
}

const MARKS = { kept: "✓", broken: "✗", unchecked: "?", skipped: "-" } as const;

/** A report for people. */
export function reportText(report: ContractReport): string {
  const { endpoint, leftBehind, requests, results, runs, seed } = report;
  const lines = [`The contract of License Manager at ${endpoint}`];
  let group = "";
  for (const result of results) {
    const own = result.id.slice(0, result.id.indexOf("."));
    if (own !== group) lines.push("", own);
    group = own;
    lines.push(`  ${MARKS[result.outcome]} ${result.id}: ${result.sentence}`);
    if (result.reason !== undefined) lines.push(`      ${result.reason}`);
    if (result.evidence !== undefined) lines.push(...result.evidence.split("\n").map((line) => `        ${line}`));
  }
  const count = (outcome: ClauseResult["outcome"]): number => results.filter((each) => each.outcome === outcome).length;
  lines.push(
    "",
    `${count("kept")} kept, ${count("broken")} broken, ${count("unchecked")} not checked, ${count("skipped")} skipped`,
  );
  lines.push(`${requests} requests, ${runs} cases for each generated check, --seed ${seed}`);
  const faulty = results.filter(({ outcome }) => outcome === "broken" || outcome === "unchecked").map(({ id }) => id);
  if (faulty.length > 0) lines.push(`Check these again with: --seed ${seed} --runs ${runs} --only ${faulty.join(" ")}`);
  if (leftBehind.length > 0) lines.push("These licenses could not be deleted:", ...leftBehind.map((arn) => `  ${arn}`));
  return `${lines.join("\n")}\n`;
}
