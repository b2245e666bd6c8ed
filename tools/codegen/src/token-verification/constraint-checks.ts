import { type DataShape, ModelError } from "../smithy-ast/model.ts";
import type { LengthTrait, RangeTrait, Traits } from "../smithy-ast/traits.ts";
import { type Code, code } from "../typescript/source-file.ts";
import type { TokenPackage } from "./token-package.ts";

const CONSTRAINTS = ["smithy.api#length", "smithy.api#pattern", "smithy.api#range", "smithy.api#uniqueItems"];

/** What the whole numbers hold that are narrower than JavaScript's. */
const RANGES: ReadonlyMap<string, { readonly min: number; readonly max: number }> = new Map([
  ["byte", { min: -128, max: 127 }],
  ["short", { min: -32_768, max: 32_767 }],
  ["integer", { min: -2_147_483_648, max: 2_147_483_647 }],
]);

/** Whether traits of a shape or member constrain its values. */
export function hasConstraints(traits: Traits): boolean {
  return CONSTRAINTS.some((trait) => traits.has(trait));
}

/** Whether values of a shape have to be checked for more than their JSON type. */
export function isConstrained(shape: DataShape): boolean {
  return RANGES.has(shape.type) || hasConstraints(shape.traits);
}

/** The lines that check a variable `value`, of which `claim` is the JSON form. */
export function constraintChecks(tokens: TokenPackage, shape: DataShape): readonly Code[] {
  const { traits } = shape;
  const { length, pattern } = traits;
  const range = { ...RANGES.get(shape.type), ...traits.range };
  const checks: Code[] = [];
  if (length !== undefined) checks.push(lengthCheck(tokens, shape, length));
  if (pattern !== undefined) {
    checks.push(code`${tokens.runtime("checkPattern")}(claim, value, ${regularExpression(shape, pattern)});`);
  }
  if (Object.keys(range).length > 0)
    checks.push(code`${tokens.runtime("checkRange")}(claim, value, ${bounds(range)});`);
  if (traits.has("smithy.api#uniqueItems")) checks.push(code`${tokens.runtime("checkUniqueItems")}(claim, value);`);
  return checks;
}

function lengthCheck(tokens: TokenPackage, shape: DataShape, length: LengthTrait): Code {
  switch (shape.type) {
    case "list":
      return code`${tokens.runtime("checkSize")}(claim, value.length, ${bounds(length)});`;
    case "map":
      return code`${tokens.runtime("checkSize")}(claim, Object.keys(value).length, ${bounds(length)});`;
    default:
      return code`${tokens.runtime("checkTextLength")}(claim, value, ${bounds(length)});`;
  }
}

/** Patterns are ECMA 262 expressions in Unicode mode, anchored where they say so only. */
function regularExpression(shape: DataShape, pattern: string): string {
  try {
    return String(new RegExp(pattern, "u"));
  } catch (error) {
    throw new ModelError(`${shape.id}: its pattern is no ECMA 262 expression in Unicode mode (${String(error)}).`);
  }
}

function bounds({ min, max }: RangeTrait): string {
  const parts = [min === undefined ? [] : `min: ${min}`, max === undefined ? [] : `max: ${max}`];
  return `{ ${parts.flat().join(", ")} }`;
}
