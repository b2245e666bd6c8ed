import { CLAUSES, OBSERVED_CLAUSES, TRIED_CLAUSES } from "../clauses/index.js";
import type { Clause, ObservedClause, TriedClause } from "./clause.js";

/** The clauses were named wrongly. */
export class UnknownClauseError extends Error {
  override readonly name = "UnknownClauseError";
}

/** The clauses that were named leave nothing to check. */
export class NothingToCheckError extends Error {
  override readonly name = "NothingToCheckError";
}

/** Names of clauses, or of groups of them such as `borrow`. */
export interface ClauseNames {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

/** The clauses of a run. */
export interface SelectedClauses {
  readonly tried: readonly TriedClause[];
  readonly observed: readonly ObservedClause[];
  /** The clauses whose requests the observed ones are looked for in: all but those to skip, where any is observed. */
  readonly watched: readonly TriedClause[];
}

/** @throws UnknownClauseError @throws NothingToCheckError */
export function selectClauses({ only, skip = [] }: ClauseNames): SelectedClauses {
  for (const name of [...(only ?? []), ...skip]) checkName(name);
  const isLeft = ({ id }: Clause): boolean => !skip.some((name) => isNamed(id, name));
  const isWanted = (clause: Clause): boolean =>
    isLeft(clause) && (only === undefined || only.some((name) => isNamed(clause.id, name)));
  const tried = TRIED_CLAUSES.filter(isWanted);
  const observed = OBSERVED_CLAUSES.filter(isWanted);
  if (tried.length + observed.length === 0) throw new NothingToCheckError(nothingLeft(only, skip));
  return { tried, observed, watched: observed.length === 0 ? [] : TRIED_CLAUSES.filter(isLeft) };
}

function nothingLeft(only: readonly string[] | undefined, skip: readonly string[]): string {
  const named = only === undefined ? [] : ["--only", ...only];
  return `Nothing is left to check with ${[...named, ...(skip.length > 0 ? ["--skip"] : []), ...skip].join(" ")}.`;
}

/** Whether a name is a clause's ID or its group's. */
function isNamed(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name}.`);
}

function checkName(name: string): void {
  if (CLAUSES.some(({ id }) => isNamed(id, name))) return;
  const group = name.split(".")[0];
  const similar = CLAUSES.map(({ id }) => id).filter((id) => id.startsWith(`${group}.`));
  const advice = similar.length > 0 ? `Those of ${group} are: ${similar.join(", ")}.` : "See --list.";
  throw new UnknownClauseError(`There is no clause ${JSON.stringify(name)}. ${advice}`);
}
