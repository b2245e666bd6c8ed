import type { JsonValue } from "../smithy-ast/ast.ts";
import { quoted } from "../typescript/identifier.ts";
import type { Stub } from "./stub.ts";

/** The expression for a member's default, in the form that the application sees. */
export function defaultExpression(stub: Pick<Stub, "bigLongs" | "model">, target: string, value: JsonValue): string {
  const shape = stub.model.dataShape(target);
  switch (shape.type) {
    case "blob":
      return `Uint8Array.from(atob(${JSON.stringify(value)}), (character) => character.charCodeAt(0))`;
    case "timestamp":
      return typeof value === "number" ? `new Date(${value * 1000})` : `new Date(${JSON.stringify(value)})`;
    case "bigInteger":
      return `${wholeNumber(value)}n`;
    case "bigDecimal":
      return quoted(String(value));
    case "long":
      return stub.bigLongs ? `${wholeNumber(value)}n` : wholeNumber(value);
    case "string":
    case "enum":
      return quoted(String(value));
    default:
      return JSON.stringify(value);
  }
}

/** The digits of a whole number, which a model may write with an exponent. */
function wholeNumber(value: JsonValue): string {
  return BigInt(value as number | bigint).toString();
}
