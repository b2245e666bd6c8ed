import type { JsonValue } from "../smithy-ast/ast.ts";
import type { Model } from "../smithy-ast/model.ts";

/** The expression for a member's default, in the form that the service sees. */
export function defaultExpression(model: Model, target: string, value: JsonValue): string {
  const shape = model.dataShape(target);
  switch (shape.type) {
    case "blob":
      return `Uint8Array.from(atob(${JSON.stringify(value)}), (character) => character.charCodeAt(0))`;
    case "timestamp":
      return typeof value === "number" ? `new Date(${value * 1000})` : `new Date(${JSON.stringify(value)})`;
    case "bigInteger":
      return `${String(value)}n`;
    default:
      return JSON.stringify(value);
  }
}
