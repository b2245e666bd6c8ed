import type { AstShape, SimpleType } from "./ast.ts";

const SIMPLE_SHAPES: ReadonlyMap<string, SimpleType> = new Map([
  ["BigDecimal", "bigDecimal"],
  ["BigInteger", "bigInteger"],
  ["Blob", "blob"],
  ["Boolean", "boolean"],
  ["Byte", "byte"],
  ["Document", "document"],
  ["Double", "double"],
  ["Float", "float"],
  ["Integer", "integer"],
  ["Long", "long"],
  ["PrimitiveBoolean", "boolean"],
  ["PrimitiveByte", "byte"],
  ["PrimitiveDouble", "double"],
  ["PrimitiveFloat", "float"],
  ["PrimitiveInteger", "integer"],
  ["PrimitiveLong", "long"],
  ["PrimitiveShort", "short"],
  ["Short", "short"],
  ["String", "string"],
  ["Timestamp", "timestamp"],
]);

/**
 * A shape of Smithy's prelude, which the JSON AST refers to and does not contain.
 *
 * @see https://smithy.io/2.0/spec/model.html#prelude
 */
export function preludeShape(id: string): AstShape | undefined {
  if (id === "smithy.api#Unit") return { type: "structure", members: {} };
  if (!id.startsWith("smithy.api#")) return undefined;
  const type = SIMPLE_SHAPES.get(id.slice("smithy.api#".length));
  return type === undefined ? undefined : { type };
}
