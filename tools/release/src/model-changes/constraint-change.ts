import type { TraitDifference } from "./ast-difference.ts";

/** What a changed constraint means: whether values are refused now that were taken before, and a sentence about it. */
export interface ConstraintChange {
  readonly breaking: boolean;
  /** What follows the shape's name in a sentence, without a full stop. */
  readonly predicate: string;
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Answers what a difference in a constraint trait means, and undefined for other differences. */
export function constraintChange({ part, before, after }: TraitDifference): ConstraintChange | undefined {
  switch (part) {
    case "smithy.api#length":
      return boundsChange("length", before as Bounds, after as Bounds);
    case "smithy.api#range":
      return boundsChange("value", before as Bounds, after as Bounds);
    case "smithy.api#pattern":
      return patternChange(before as string | undefined, after as string | undefined);
    case "smithy.api#uniqueItems":
      return after === undefined
        ? { breaking: false, predicate: "takes the same element twice" }
        : { breaking: true, predicate: "takes no element twice any more" };
    default:
      return undefined;
  }
}

function boundsChange(what: string, before: Bounds | undefined, after: Bounds | undefined): ConstraintChange {
  if (after === undefined) return { breaking: false, predicate: `takes more: any ${what}` };
  const now = `${what} ${bounds(after)}`;
  const instead = before === undefined ? now : `${now} in place of ${bounds(before)}`;
  const breaking = isTighter(before ?? {}, after);
  return { breaking, predicate: `takes ${breaking ? "less" : "more"}: ${instead}` };
}

function isTighter(before: Bounds, after: Bounds): boolean {
  const { min: least = Number.NEGATIVE_INFINITY, max: most = Number.POSITIVE_INFINITY } = before;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = after;
  return min > least || max < most;
}

function bounds({ min, max }: Bounds): string {
  if (max === undefined) return `at least ${min}`;
  return min === undefined ? `at most ${max}` : `${min} to ${max}`;
}

/** Whether an expression takes all that another one takes cannot be told in general, so any other one may refuse. */
function patternChange(before: string | undefined, after: string | undefined): ConstraintChange {
  if (after === undefined) return { breaking: false, predicate: "takes more: no pattern is asked for any more" };
  if (before === undefined) return { breaking: true, predicate: `takes less: what matches ${quoted(after)}` };
  return {
    breaking: true,
    predicate: `takes other texts: what matches ${quoted(after)} in place of ${quoted(before)}`,
  };
}

/** As code in Markdown, which has to be fenced by more backticks than it has itself. */
function quoted(pattern: string): string {
  return pattern.includes("`") ? `\`\` ${pattern} \`\`` : `\`${pattern}\``;
}
