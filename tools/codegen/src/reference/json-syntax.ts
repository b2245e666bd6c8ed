import type { DataShape, Member, Model } from "../smithy-ast/model.ts";

const INDENT = "  ";

/**
 * The form of a structure's JSON, with a type in place of each value. Structures inside are written out; one that
 * contains itself is named where it comes again.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonSyntax(model: Model, id: string): string {
  return syntax(model, id, undefined, "", []);
}

function syntax(
  model: Model,
  id: string,
  member: Member | undefined,
  indent: string,
  within: readonly string[],
): string {
  const shape = model.dataShape(id);
  if (within.includes(id)) return shape.name;
  const inside = [...within, id];
  const deeper = indent + INDENT;
  const value = (each: Member) => syntax(model, each.target, each, deeper, inside);
  switch (shape.type) {
    case "structure":
    case "union": {
      if (shape.members.length === 0) return "{}";
      const lines = shape.members.map((each) => `${deeper}${JSON.stringify(each.name)}: ${value(each)}`);
      return `{\n${lines.join(",\n")}\n${indent}}`;
    }
    case "list":
      return `[\n${deeper}${value(shape.member)}\n${indent}]`;
    case "map":
      return `{\n${deeper}${simpleValue(model.dataShape(shape.key.target), shape.key)}: ${value(shape.value)}\n${indent}}`;
    default:
      return simpleValue(shape, member);
  }
}

function simpleValue(shape: DataShape, member: Member | undefined): string {
  switch (shape.type) {
    case "boolean":
      return "boolean";
    case "blob":
      return '"base64"';
    case "document":
      return "any";
    case "timestamp":
      return timestampFormat(shape, member) === "epoch-seconds" ? "number" : '"date-time"';
    case "enum":
      return shape.values.length === 1 ? JSON.stringify(shape.values[0]?.value) : '"string"';
    case "string":
      return '"string"';
    default:
      return "number";
  }
}

function timestampFormat(shape: DataShape, member: Member | undefined): string {
  const traits = member === undefined ? shape.traits : member.traits.over(shape.traits);
  return traits.text("smithy.api#timestampFormat") ?? "epoch-seconds";
}
