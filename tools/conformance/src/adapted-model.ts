import type {
  AstMember,
  AstReference,
  AstShape,
  AstStructureShape,
  SmithyAst,
} from "@borrow-license/codegen/smithy-ast/ast";

const PROTOCOL = "aws.protocols#awsJson1_1";
const RELATED_PROTOCOLS = ["aws.protocols#awsJson1_0", "aws.protocols#restJson1"];
const MALFORMED = "smithy.test#httpMalformedRequestTests";

/** Traits that put a member somewhere else than into a body. */
const NOT_IN_BODY = ["httpHeader", "httpLabel", "httpPayload", "httpPrefixHeaders", "httpQuery", "httpQueryParams"];

/** The pattern of this shape takes exponential time: a generator must refuse it. */
export const EVIL_PATTERN_SHAPE = "aws.protocoltests.restjson.validation#EvilString";

/**
 * The model with services of related JSON protocols turned into services of this one, as far as their cases go and
 * their members are in bodies.
 *
 * @param keepEvilPattern whether the pattern stays that a generator must refuse
 */
export function adapted(model: string, keepEvilPattern = false): string {
  const ast = JSON.parse(model) as SmithyAst;
  const shapes = Object.entries(ast.shapes).map(([id, shape]) => [id, adaptedShape(ast, id, shape)] as const);
  const all: Record<string, AstShape> = Object.fromEntries(shapes);
  if (!keepEvilPattern) all[EVIL_PATTERN_SHAPE] = { type: "string" };
  return JSON.stringify({ ...ast, shapes: all });
}

function adaptedShape(ast: SmithyAst, id: string, shape: AstShape): AstShape {
  if (shape.type === "structure" && id.startsWith("aws.protocoltests.restjson")) return withBodyOnly(shape);
  if (shape.type !== "service") return shape;
  if (!RELATED_PROTOCOLS.some((protocol) => shape.traits?.[protocol] !== undefined)) return shape;
  const isRest = shape.traits?.["aws.protocols#restJson1"] !== undefined;
  const operations = (shape.operations ?? []).filter(({ target }) => !isRest || hasMalformedCases(ast, target));
  return { ...shape, operations, traits: { ...shape.traits, [PROTOCOL]: {} } };
}

function hasMalformedCases(ast: SmithyAst, id: AstReference["target"]): boolean {
  return ast.shapes[id]?.traits?.[MALFORMED] !== undefined;
}

function withBodyOnly(shape: AstStructureShape): AstShape {
  const members = Object.entries(shape.members ?? {}).filter(([, member]) => isInBody(member));
  return { ...shape, members: Object.fromEntries(members) };
}

function isInBody({ traits = {} }: AstMember): boolean {
  return NOT_IN_BODY.every((trait) => traits[`smithy.api#${trait}`] === undefined);
}
