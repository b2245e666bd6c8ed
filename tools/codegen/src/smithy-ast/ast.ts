/**
 * The Smithy JSON AST, as `smithy build` writes it to a `run::` plugin's standard input.
 *
 * @see https://smithy.io/2.0/spec/json-ast.html
 */
export interface SmithyAst {
  readonly smithy: string;
  readonly metadata?: Readonly<Record<string, JsonValue>>;
  readonly shapes: AstShapes;
}

export type AstShapes = Readonly<Record<string, AstShape>>;

export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type AstTraits = Readonly<Record<string, JsonValue>>;

export interface AstReference {
  readonly target: string;
}

export interface AstMember extends AstReference {
  readonly traits?: AstTraits;
}

export type SimpleType =
  | "bigDecimal"
  | "bigInteger"
  | "blob"
  | "boolean"
  | "byte"
  | "document"
  | "double"
  | "float"
  | "integer"
  | "long"
  | "short"
  | "string"
  | "timestamp";

interface AstShapeBase {
  readonly traits?: AstTraits;
}

export interface AstSimpleShape extends AstShapeBase {
  readonly type: SimpleType;
}

export interface AstEnumShape extends AstShapeBase {
  readonly type: "enum" | "intEnum";
  readonly members: Readonly<Record<string, AstMember>>;
}

export interface AstListShape extends AstShapeBase {
  readonly type: "list" | "set";
  readonly member: AstMember;
}

export interface AstMapShape extends AstShapeBase {
  readonly type: "map";
  readonly key: AstMember;
  readonly value: AstMember;
}

export interface AstStructureShape extends AstShapeBase {
  readonly type: "structure" | "union";
  readonly members?: Readonly<Record<string, AstMember>>;
}

export interface AstOperationShape extends AstShapeBase {
  readonly type: "operation";
  readonly input?: AstReference;
  readonly output?: AstReference;
  readonly errors?: readonly AstReference[];
}

export interface AstServiceShape extends AstShapeBase {
  readonly type: "service";
  readonly version?: string;
  readonly operations?: readonly AstReference[];
  readonly resources?: readonly AstReference[];
  readonly errors?: readonly AstReference[];
  readonly rename?: Readonly<Record<string, string>>;
}

export interface AstResourceShape extends AstShapeBase {
  readonly type: "resource";
  readonly create?: AstReference;
  readonly put?: AstReference;
  readonly read?: AstReference;
  readonly update?: AstReference;
  readonly delete?: AstReference;
  readonly list?: AstReference;
  readonly operations?: readonly AstReference[];
  readonly collectionOperations?: readonly AstReference[];
  readonly resources?: readonly AstReference[];
}

export type AstShape =
  | AstSimpleShape
  | AstEnumShape
  | AstListShape
  | AstMapShape
  | AstStructureShape
  | AstOperationShape
  | AstServiceShape
  | AstResourceShape;
