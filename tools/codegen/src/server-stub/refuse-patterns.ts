import { ModelError } from "../smithy-ast/model.ts";
import { checkPatternSafety } from "./pattern-safety.ts";
import { regularExpression } from "./regular-expression.ts";
import type { ShapeFunction, ShapeFunctions } from "./shape-functions.ts";

/**
 * Refuses patterns that are no expressions, or that a hostile text can make slow. All of them at once: their owner
 * learns of the next one without another run.
 *
 * @param isTrusted whether slow patterns are taken
 * @throws ModelError that names each, a line a pattern
 */
export function refusePatterns(functions: ShapeFunctions, isTrusted: boolean): void {
  const problems = functions
    .withPrefix("expect")
    .map((each) => patternProblem(each, isTrusted))
    .filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new ModelError(problems.join("\n"));
}

function patternProblem({ id, shape }: ShapeFunction, isTrusted: boolean): string | undefined {
  const { length, pattern } = shape.traits;
  if (pattern === undefined) return undefined;
  try {
    const expression = regularExpression(id, pattern);
    if (!isTrusted) checkPatternSafety(id, expression, length?.max);
    return undefined;
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
}
