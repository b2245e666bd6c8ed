import type { AstMember, AstShape, AstTraits, JsonValue, SimpleType, SmithyAst } from "./ast.ts";
import { flattened } from "./mixins.ts";
import { preludeShape } from "./prelude.ts";
import { Traits } from "./traits.ts";

/** A member of a structure, union, list, map or enum. */
export interface Member {
  readonly name: string;
  readonly target: string;
  readonly traits: Traits;
}

interface ShapeBase {
  /** The absolute shape ID, such as `com.example#Thing`. */
  readonly id: string;
  /** The part of the ID behind the `#`. */
  readonly name: string;
  readonly traits: Traits;
}

export interface SimpleShape extends ShapeBase {
  readonly type: SimpleType;
}

export interface EnumShape extends ShapeBase {
  readonly type: "enum";
  readonly values: readonly EnumValue<string>[];
}

export interface IntEnumShape extends ShapeBase {
  readonly type: "intEnum";
  readonly values: readonly EnumValue<number>[];
}

export interface EnumValue<Value> {
  readonly name: string;
  readonly value: Value;
  readonly traits: Traits;
}

export interface ListShape extends ShapeBase {
  readonly type: "list";
  readonly member: Member;
}

export interface MapShape extends ShapeBase {
  readonly type: "map";
  readonly key: Member;
  readonly value: Member;
}

export interface StructureShape extends ShapeBase {
  readonly type: "structure";
  readonly members: readonly Member[];
}

export interface UnionShape extends ShapeBase {
  readonly type: "union";
  readonly members: readonly Member[];
}

/** A shape of which values exist, in contrast to services, resources and operations. */
export type DataShape = SimpleShape | EnumShape | IntEnumShape | ListShape | MapShape | StructureShape | UnionShape;

export interface Operation extends ShapeBase {
  readonly type: "operation";
  readonly input: string;
  readonly output: string;
  /** IDs of the errors, those common to the service included, sorted. */
  readonly errors: readonly string[];
}

export interface Service extends ShapeBase {
  readonly type: "service";
  readonly version: string;
  /** The operations, those of resources included, sorted by name. */
  readonly operations: readonly Operation[];
  /** Names that shapes have in this service, by ID, where they differ from the shapes' own. */
  readonly renames: ReadonlyMap<string, string>;
}

/** A problem of the model, or of how it is used, that its owner has to mend. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}

const UNIT = "smithy.api#Unit";

/** Typed access to the shapes of a Smithy JSON AST. */
export class Model {
  readonly #shapes: ReadonlyMap<string, AstShape>;

  constructor(ast: SmithyAst) {
    if (!/^2(\.0)?$/.test(ast.smithy)) {
      throw new ModelError(`The model has version ${JSON.stringify(ast.smithy)}; generators read version 2.0.`);
    }
    this.#shapes = flattened(ast.shapes);
  }

  /** The data shape with that ID, from the model or from Smithy's prelude. */
  dataShape(id: string): DataShape {
    return dataShape(id, this.#ast(id));
  }

  structure(id: string): StructureShape {
    const shape = this.dataShape(id);
    if (shape.type !== "structure") throw new ModelError(`${id} is a ${shape.type} where a structure is needed.`);
    return shape;
  }

  service(id: string): Service {
    const ast = this.#ast(id);
    if (ast.type !== "service") throw new ModelError(`${id} is a ${ast.type} where a service is needed.`);
    const common = (ast.errors ?? []).map((reference) => reference.target);
    const operations = [...this.#operationIds(id)]
      .map((operationId) => this.#operation(operationId, common))
      .sort(byName);
    const renames = new Map(Object.entries(ast.rename ?? {}));
    return { type: "service", ...base(id, ast.traits), version: ast.version ?? "", operations, renames };
  }

  /** IDs of the data shapes that match, sorted. */
  dataShapeIds(matches: (shape: DataShape) => boolean): readonly string[] {
    return [...this.#shapes]
      .filter(([id, ast]) => isDataShape(ast) && matches(dataShape(id, ast)))
      .map(([id]) => id)
      .sort(compare);
  }

  /** IDs of the services of the model, sorted. */
  serviceIds(): readonly string[] {
    return [...this.#shapes]
      .filter(([, ast]) => ast.type === "service")
      .map(([id]) => id)
      .sort(compare);
  }

  /**
   * The data shapes that values of the given ones can contain, themselves included, sorted by name. Shapes of the
   * prelude are left out: they have no declaration of their own.
   */
  closure(ids: Iterable<string>): readonly DataShape[] {
    const found = new Map<string, DataShape>();
    const open = [...ids];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id) || id === UNIT || preludeShape(id) !== undefined) continue;
      const shape = this.dataShape(id);
      found.set(id, shape);
      open.push(...membersOf(shape).map((member) => member.target));
    }
    return [...found.values()].sort(byName);
  }

  #ast(id: string): AstShape {
    const shape = this.#shapes.get(id) ?? preludeShape(id);
    if (shape === undefined) throw new ModelError(`The model has no shape ${id}.`);
    return shape;
  }

  #operation(id: string, commonErrors: readonly string[]): Operation {
    const ast = this.#ast(id);
    if (ast.type !== "operation") throw new ModelError(`${id} is a ${ast.type} where an operation is needed.`);
    const errors = new Set([...commonErrors, ...(ast.errors ?? []).map((reference) => reference.target)]);
    return {
      type: "operation",
      ...base(id, ast.traits),
      input: ast.input?.target ?? UNIT,
      output: ast.output?.target ?? UNIT,
      errors: [...errors].sort(compare),
    };
  }

  #operationIds(id: string, seen: Set<string> = new Set()): Set<string> {
    const ast = this.#ast(id);
    if (ast.type !== "service" && ast.type !== "resource") return seen;
    const lifecycle = ast.type === "resource" ? [ast.create, ast.put, ast.read, ast.update, ast.delete, ast.list] : [];
    const collection = ast.type === "resource" ? (ast.collectionOperations ?? []) : [];
    for (const reference of [...(ast.operations ?? []), ...collection, ...lifecycle]) {
      if (reference !== undefined) seen.add(reference.target);
    }
    for (const resource of ast.resources ?? []) this.#operationIds(resource.target, seen);
    return seen;
  }
}

/** The members that lead from a shape's value to the values it contains. */
export function membersOf(shape: DataShape): readonly Member[] {
  switch (shape.type) {
    case "structure":
    case "union":
      return shape.members;
    case "list":
      return [shape.member];
    case "map":
      return [shape.key, shape.value];
    default:
      return [];
  }
}

/** Orders text by code unit, the same in every locale. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function byName(left: ShapeBase, right: ShapeBase): number {
  return compare(left.name, right.name) || compare(left.id, right.id);
}

function base(id: string, traits: AstTraits | undefined): ShapeBase {
  return { id, name: id.slice(id.indexOf("#") + 1), traits: new Traits(traits) };
}

function members(ast: Readonly<Record<string, AstMember>> | undefined): readonly Member[] {
  return Object.entries(ast ?? {}).map(([name, member]) => memberOf(name, member));
}

function memberOf(name: string, ast: AstMember): Member {
  return { name, target: ast.target, traits: new Traits(ast.traits) };
}

function isDataShape(ast: AstShape): boolean {
  return ast.type !== "service" && ast.type !== "operation" && ast.type !== "resource";
}

function dataShape(id: string, ast: AstShape): DataShape {
  const common = base(id, ast.traits);
  switch (ast.type) {
    case "structure":
    case "union":
      return { type: ast.type, ...common, members: members(ast.members) };
    case "list":
    case "set":
      return { type: "list", ...common, member: memberOf("member", ast.member) };
    case "map":
      return { type: "map", ...common, key: memberOf("key", ast.key), value: memberOf("value", ast.value) };
    case "enum":
      return { type: "enum", ...common, values: enumValues(ast.members, (name, value) => String(value ?? name)) };
    case "intEnum":
      return { type: "intEnum", ...common, values: enumValues(ast.members, (_, value) => Number(value)) };
    case "service":
    case "operation":
    case "resource":
      throw new ModelError(`${id} is a ${ast.type} where a shape with values is needed.`);
    default:
      return ast.type === "string" && common.traits.has("smithy.api#enum")
        ? { type: "enum", ...common, values: enumTraitValues(common.traits) }
        : { type: ast.type, ...common };
  }
}

function enumValues<Value>(
  ast: Readonly<Record<string, AstMember>>,
  toValue: (name: string, value: JsonValue | undefined) => Value,
): readonly EnumValue<Value>[] {
  return members(ast).map(({ name, traits }) => ({
    name,
    traits,
    value: toValue(name, traits.get("smithy.api#enumValue")),
  }));
}

/** Values of the enum trait of Smithy 1.0, which models of that time still carry. */
function enumTraitValues(traits: Traits): readonly EnumValue<string>[] {
  const definitions = traits.get("smithy.api#enum") as readonly {
    readonly value: string;
    readonly name?: string;
    readonly documentation?: string;
    readonly deprecated?: boolean;
    readonly tags?: readonly string[];
  }[];
  return definitions.map(({ deprecated, documentation, name, tags, value }) => ({
    name: name ?? value,
    value,
    traits: new Traits({
      ...(documentation === undefined ? {} : { "smithy.api#documentation": documentation }),
      ...(deprecated === true ? { "smithy.api#deprecated": {} } : {}),
      ...(tags?.includes("internal") ? { "smithy.api#internal": {} } : {}),
    }),
  }));
}
