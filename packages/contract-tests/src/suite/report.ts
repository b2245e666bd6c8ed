import type { Clause } from "./clause.js";

/** What was found out about a clause. */
export interface ClauseResult extends Clause {
  /**
   * `kept`; `broken`; `unchecked`, where something failed that the check needs, or no answer showed anything about the
   * clause; `skipped`, where it does not apply to the server or the call.
   */
  readonly outcome: "kept" | "broken" | "unchecked" | "skipped";
  /** What is wrong, or why it was not checked. Control characters of the server's are written as `\u001b`. */
  readonly reason?: string;
  /** The request and the answer that show it, likewise. */
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
  /** ARNs of licenses that the server deletes when what was checked out of them expires, because it cannot be returned. */
  readonly deletedLater: readonly string[];
  /** Whether every clause that was checked is kept, none could not be checked, and at least one was. */
  readonly isKept: boolean;
  /** What the program is called with to check again what is not kept, beside credentials. Empty where all is kept. */
  readonly again: readonly string[];
}

const MARKS = { kept: "✓", broken: "✗", unchecked: "?", skipped: "-" } as const;

/** A report for people. */
export function reportText(report: ContractReport): string {
  const { again, deletedLater, endpoint, leftBehind, requests, results, runs, seed } = report;
  const lines = [`The contract of License Manager at ${endpoint}`];
  let group = "";
  for (const result of results) {
    const own = result.id.slice(0, result.id.indexOf("."));
    if (own !== group) lines.push("", own);
    group = own;
    lines.push(...clauseLines(result));
  }
  const count = (outcome: ClauseResult["outcome"]): number => results.filter((each) => each.outcome === outcome).length;
  lines.push(
    "",
    `${count("kept")} kept, ${count("broken")} broken, ${count("unchecked")} not checked, ${count("skipped")} skipped`,
    `${requests} requests, ${runs} cases for each generated check, --seed ${seed}`,
    ...commonReason(results),
  );
  if (count("kept") + count("broken") === 0) lines.push("Nothing was checked.");
  if (again.length > 0) lines.push(`Check these again with: ${["npx", PROGRAM, ...again].map(shellWord).join(" ")}`);
  lines.push(
    ...listed("These licenses are deleted when what was checked out of them expires:", deletedLater),
    ...listed("These licenses could not be deleted:", leftBehind),
  );
  return `${lines.join("\n")}\n`;
}

const PROGRAM = "@borrow-license/contract-tests";

function clauseLines({ evidence, id, outcome, reason, sentence }: ClauseResult): readonly string[] {
  return [
    `  ${MARKS[outcome]} ${id}: ${sentence}`,
    ...(reason === undefined ? [] : indented(reason, 6)),
    ...(evidence === undefined ? [] : indented(evidence, 8)),
  ];
}

function listed(title: string, arns: readonly string[]): readonly string[] {
  return arns.length === 0 ? [] : [title, ...arns.map((arn) => `  ${arn}`)];
}

function indented(text: string, width: number): readonly string[] {
  return text.split("\n").map((line) => `${" ".repeat(width)}${line}`);
}

/** The reason for which most clauses could not be checked, where several have the same: what to look at first. */
function commonReason(results: readonly ClauseResult[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { outcome, reason } of results) {
    if (outcome === "unchecked" && reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const [[reason, count] = ["", 0]] = [...counts].sort(([, a], [, b]) => b - a);
  return count < 2 ? [] : [`${count} of those not checked have the same reason:`, ...indented(reason, 2)];
}

/** An argument as POSIX shells read it. */
function shellWord(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
