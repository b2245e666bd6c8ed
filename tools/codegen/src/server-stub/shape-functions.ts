import { compare, type DataShape, type Member, type SimpleShape } from "../smithy-ast/model.ts";
import type { Traits } from "../smithy-ast/traits.ts";
import { type Code, code, type ImportedName, importedValue } from "../typescript/source-file.ts";
import type { Stub } from "./stub.ts";
import { MODULES } from "./stub-names.ts";
import { timestampFormat } from "./timestamp-format.ts";

/** Inputs are read, outputs are written. */
export type Direction = "read" | "write";

/** How a function's name begins: values that are the same on both sides are only expected to be what they must be. */
export type Prefix = "expect" | Direction;

/** A function of a stub for the values of one shape, or of one member with constraints of its own. */
export interface ShapeFunction {
  readonly name: string;
  readonly prefix: Prefix;
  /** Whose values they are: the ID of the shape, or of the member. */
  readonly id: string;
  /** The shape, with the traits that count for these values. */
  readonly shape: DataShape;
}

const CONSTRAINTS = [
  "smithy.api#length",
  "smithy.api#pattern",
  "smithy.api#range",
  "smithy.api#uniqueItems",
  "borrowlicense.traits#constraintError",
];

const SAME_ON_BOTH_SIDES = new Set(["string", "boolean", "byte", "short", "integer", "enum", "intEnum"]);

const AGGREGATES = new Set(["structure", "union", "list", "map"]);

const PREFIX_MODULES = { expect: MODULES.checks, read: MODULES.readers, write: MODULES.writers } as const;

/** Which functions a stub needs, found by going from the operations to everything that their values contain. */
export class ShapeFunctions {
  readonly #stub: Stub;
  readonly #functions = new Map<string, ShapeFunction>();
  /** Names of functions for single members, by direction and member. */
  readonly #memberFunctions = new Map<string, string>();

  constructor(stub: Stub) {
    this.#stub = stub;
    for (const operation of stub.service.operations) this.#add("read", operation.input);
    for (const operation of stub.service.operations) this.#add("write", operation.output);
    for (const error of stub.errors) this.#add("write", error.id);
  }

  /** The functions whose names begin so, sorted by name. */
  withPrefix(prefix: Prefix): readonly ShapeFunction[] {
    return [...this.#functions.values()]
      .filter((each) => each.prefix === prefix)
      .sort((left, right) => compare(left.name, right.name));
  }

  /** The function for an operation's input or output, or for an error's members. */
  root(direction: Direction, id: string): Code {
    if (id === "smithy.api#Unit") return code`${this.#stub.names.runtimeValue(`${direction}Unit`)}`;
    return code`${this.#own(direction, this.#stub.model.dataShape(id)).imported}`;
  }

  /** The function for a member's values. */
  forMember(direction: Direction, member: Member, owner: DataShape): ImportedName {
    return this.#reference(direction, member, owner).imported;
  }

  #add(direction: Direction, id: string): void {
    if (id === "smithy.api#Unit") return;
    const { found } = this.#own(direction, this.#stub.model.dataShape(id));
    if (found !== undefined) this.#visit(direction, found);
  }

  #visit(direction: Direction, found: ShapeFunction): void {
    if (this.#functions.has(found.name)) return;
    this.#functions.set(found.name, found);
    const { shape } = found;
    const members =
      shape.type === "structure" || shape.type === "union"
        ? shape.members
        : shape.type === "list"
          ? [shape.member]
          : shape.type === "map"
            ? [shape.key, shape.value]
            : [];
    for (const member of members) {
      const reference = this.#reference(direction, member, shape);
      if (reference.found !== undefined) this.#visit(direction, reference.found);
    }
  }

  #reference(direction: Direction, member: Member, owner: DataShape): Reference {
    if (member.target === "smithy.api#Unit") return this.#runtime(`${direction}Unit`);
    const target = this.#stub.model.dataShape(member.target);
    if (!hasConstraints(member.traits)) return this.#own(direction, target, member.traits.over(target.traits));
    const shape = { ...target, traits: member.traits.over(target.traits) };
    const prefix = this.#prefix(direction, shape);
    return this.#generated(prefix, this.#memberFunction(prefix, member, owner), `${owner.id}$${member.name}`, shape);
  }

  /** The function for a shape's values, where no member says anything else. */
  #own(direction: Direction, shape: DataShape, traits: Traits = shape.traits): Reference {
    const prefix = this.#prefix(direction, shape);
    if (AGGREGATES.has(shape.type) || shape.type === "enum" || shape.type === "intEnum" || hasConstraints(traits)) {
      return this.#generated(prefix, `${prefix}${this.#stub.names.shape(shape)}`, shape.id, shape);
    }
    return this.#runtime(simpleFunction(this.#stub, prefix, shape as SimpleShape, traits));
  }

  #prefix(direction: Direction, shape: DataShape): Prefix {
    const isSame = SAME_ON_BOTH_SIDES.has(shape.type) || (shape.type === "long" && !this.#stub.bigLongs);
    return isSame ? "expect" : direction;
  }

  /** A member's function is called after its owner and itself. Another function may have that name already. */
  #memberFunction(prefix: Prefix, member: Member, owner: DataShape): string {
    const id = `${prefix} ${owner.id}$${member.name}`;
    const known = this.#memberFunctions.get(id);
    if (known !== undefined) return known;
    const wanted = `${this.#stub.names.shape(owner)}${capitalized(member.name)}`;
    const taken = new Set([
      ...this.#stub.shapes.map((shape) => `${prefix}${this.#stub.names.shape(shape)}`),
      ...this.#memberFunctions.values(),
    ]);
    let name = `${prefix}${wanted}`;
    for (let attempt = 2; taken.has(name); attempt += 1) name = `${prefix}${wanted}${attempt}`;
    this.#memberFunctions.set(id, name);
    return name;
  }

  #generated(prefix: Prefix, name: string, id: string, shape: DataShape): Reference {
    return { imported: importedValue(name, PREFIX_MODULES[prefix]), found: { name, prefix, id, shape } };
  }

  #runtime(name: string): Reference {
    return { imported: this.#stub.names.runtimeValue(name), found: undefined };
  }
}

interface Reference {
  readonly imported: ImportedName;
  /** The function, where it is one of the stub's own. */
  readonly found: ShapeFunction | undefined;
}

/** The runtime's function for values of a simple shape, whatever their constraints. */
export function simpleFunction(stub: Stub, prefix: Prefix, shape: SimpleShape, traits: Traits): string {
  if (shape.type === "timestamp") return `${prefix}${timestampFormat(traits)}`;
  if (shape.type === "long" && stub.bigLongs) return `${prefix}BigLong`;
  return `${prefix}${capitalized(shape.type)}`;
}

function hasConstraints(traits: Traits): boolean {
  return CONSTRAINTS.some((trait) => traits.has(trait));
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
