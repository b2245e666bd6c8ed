import type { AstShape, JsonValue, SmithyAst } from "@borrow-license/codegen/smithy-ast/ast";

const PROTOCOL = "aws.protocols#awsJson1_1";
const OTHER_PROTOCOLS = ["aws.protocols#awsJson1_0", "aws.protocols#restJson1"];

/**
 * The model with services of related JSON protocols turned into services of this one. Their cases say nothing that
 * this protocol does not say, as far as bodies go.
 */
export function adapted(model: string): string {
  const ast = JSON.parse(model) as SmithyAst;
  const shapes = Object.entries(ast.shapes).map(([id, shape]) => [id, adaptedShape(shape)] as const);
  return JSON.stringify({ ...ast, shapes: Object.fromEntries(shapes) });
}

function adaptedShape(shape: AstShape): AstShape {
  if (shape.type !== "service") return shape;
  const isRelated = OTHER_PROTOCOLS.some((protocol) => shape.traits?.[protocol] !== undefined);
  return isRelated ? { ...shape, traits: { ...shape.traits, [PROTOCOL]: {} as JsonValue } } : shape;
}
