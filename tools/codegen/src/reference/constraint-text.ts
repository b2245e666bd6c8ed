import type { DataShape, Member } from "../smithy-ast/model.ts";
import type { LengthTrait, RangeTrait, Traits } from "../smithy-ast/traits.ts";
import { inlineCode } from "./markdown-page.ts";

/** What a value has to satisfy beyond its type, a sentence each. A member's own constraints win over its target's. */
export function constraintSentences(shape: DataShape, member?: Member): readonly string[] {
  const traits = member === undefined ? shape.traits : member.traits.over(shape.traits);
  const sentences = [
    lengthSentence(traits.length, lengthUnit(shape)),
    rangeSentence(traits.range),
    traits.pattern === undefined ? undefined : `Pattern: ${inlineCode(traits.pattern)}.`,
    traits.has("smithy.api#uniqueItems") ? "No element twice." : undefined,
    defaultSentence(traits),
  ];
  return sentences.filter((sentence) => sentence !== undefined);
}

function lengthUnit(shape: DataShape): string {
  switch (shape.type) {
    case "list":
      return "elements";
    case "map":
      return "entries";
    case "blob":
      return "bytes";
    default:
      return "characters";
  }
}

function lengthSentence(length: LengthTrait | undefined, unit: string): string | undefined {
  // Nothing is shorter than nothing: a least length of 0 says nothing.
  const min = length?.min === 0 ? undefined : length?.min;
  return boundsSentence("Length", min, length?.max, ` ${unit}`);
}

function rangeSentence(range: RangeTrait | undefined): string | undefined {
  return boundsSentence("Range", range?.min, range?.max, "");
}

function boundsSentence(
  name: string,
  min: number | bigint | undefined,
  max: number | bigint | undefined,
  unit: string,
): string | undefined {
  if (min !== undefined && max !== undefined) return `${name}: ${min} to ${max}${unit}.`;
  if (min !== undefined) return `${name}: at least ${min}${unit}.`;
  if (max !== undefined) return `${name}: at most ${max}${unit}.`;
  return undefined;
}

function defaultSentence(traits: Traits): string | undefined {
  const value = traits.get("smithy.api#default");
  if (value === undefined || value === null) return undefined;
  return `Default: ${inlineCode(typeof value === "bigint" ? String(value) : JSON.stringify(value))}.`;
}
