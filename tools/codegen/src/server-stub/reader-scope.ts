import { compare, type DataShape, type Member, type SimpleShape, type StructureShape } from "../smithy-ast/model.ts";
import type { LengthTrait, Traits } from "../smithy-ast/traits.ts";
import { lowerCamelCase } from "../typescript/identifier.ts";
import { type Code, code, type ImportedName, type SourceFile } from "../typescript/source-file.ts";
import { newError, type Stub } from "./stub.ts";
import { timestampFormat } from "./timestamp-format.ts";
import { typeExpression } from "./type-expression.ts";

const CONSTRAINTS = [
  "smithy.api#length",
  "smithy.api#pattern",
  "smithy.api#range",
  "smithy.api#uniqueItems",
  "borrowlicense.traits#constraintError",
];

/** What the emitters of readers share: the file, and what they found that has to be emitted too. */
export class ReaderScope {
  readonly stub: Stub;
  readonly file: SourceFile;
  /** Shapes with the constraints of one member, by the reader that they need. */
  readonly #dedicated = new Map<string, DataShape>();
  /** Errors that constraints name, by the function that makes them. */
  readonly #errors = new Map<string, StructureShape>();

  constructor(stub: Stub, file: SourceFile) {
    this.stub = stub;
    this.file = file;
  }

  /** The readers for members with constraints of their own that were asked for since the last call, sorted. */
  takeDedicated(): readonly (readonly [string, DataShape])[] {
    const taken = [...this.#dedicated].sort(([left], [right]) => compare(left, right));
    this.#dedicated.clear();
    return taken;
  }

  /** Emits one function for each error that a constraint names. */
  emitErrorFactories(): void {
    const sorted = [...this.#errors].sort(([left], [right]) => compare(left, right));
    for (const [name, error] of sorted) {
      this.file.block(code`function ${name}(message: string): ${this.stub.names.errorClass(error)} {`, () => {
        this.file.print(code`return ${newError(this.stub, error, "message")};`);
      });
      this.file.print();
    }
  }

  /** Emits a reader's function around a body. Only structures and unions are read without a place, as an input. */
  emitFunction(name: string, shape: DataShape, body: () => void): void {
    const isInput = shape.type === "structure" || shape.type === "union";
    const key = code`${this.runtimeType("Key")}${isInput ? " | undefined" : ""}`;
    const reader = this.runtimeType("InputReader");
    const head = code`export function ${name}(value: unknown, key: ${key}, reader: ${reader}): ${this.type(shape)} {`;
    this.file.block(head, body);
    this.file.print();
  }

  /** The expression that reads a member's value. A member with constraints of its own gets a reader of its own. */
  read(member: Member, owner: DataShape, value: string, key: string): Code {
    if (member.target === "smithy.api#Unit") return code`${this.runtime("readUnit")}(${value}, ${key}, reader)`;
    const target = this.stub.model.dataShape(member.target);
    if (target.type === "document") return code`${this.runtime("readDocument")}(${value})`;
    return code`${this.#reader(member, owner, target)}(${value}, ${key}, reader)`;
  }

  /** The runtime's reader for a simple shape. */
  simpleReader(shape: SimpleShape, traits: Traits): ImportedName {
    if (shape.type === "timestamp") return this.runtime(`read${timestampFormat(traits)}`);
    return this.runtime(`read${capitalized(shape.type)}`);
  }

  /** The argument that hands a shape's own error to a check, with the comma before it. */
  ownError(traits: Traits): Code {
    const error = this.stub.constraintError({ traits });
    if (error === undefined) return [];
    const factory = this.file.declares(lowerCamelCase(this.stub.names.shape(error)));
    this.#errors.set(factory, error);
    return code`, ${factory}`;
  }

  type(shape: DataShape): Code {
    return typeExpression(this.stub, shape.id);
  }

  runtime(name: string): ImportedName {
    return this.stub.names.runtimeValue(name);
  }

  runtimeType(name: string): ImportedName {
    return this.stub.names.runtimeType(name);
  }

  #reader(member: Member, owner: DataShape, target: DataShape): Code {
    const traits = member.traits.over(target.traits);
    if (hasConstraints(member.traits)) {
      const name = `${readerName(this.stub, owner)}${capitalized(member.name)}`;
      this.#dedicated.set(name, { ...target, traits });
      return code`${name}`;
    }
    if (needsReader(target)) return code`${readerName(this.stub, target)}`;
    return code`${this.simpleReader(target as SimpleShape, traits)}`;
  }
}

/** The function that reads a shape's values. */
export function readerName(stub: Stub, shape: DataShape): string {
  return `read${stub.names.shape(shape)}`;
}

/** A constant beside a reader: `arnPattern` beside `readArn`. */
export function constantName(reader: string, suffix: string): string {
  return `${lowerCamelCase(reader.slice("read".length))}${suffix}`;
}

/** Tells whether a shape has a reader of its own. A simple one without constraints is read by the runtime. */
export function needsReader(shape: DataShape): boolean {
  const isSimple = !["structure", "union", "list", "map", "enum", "intEnum"].includes(shape.type);
  return !isSimple || hasConstraints(shape.traits);
}

/** The literal of a length's or range's bounds. */
export function boundsLiteral({ min, max }: LengthTrait): string {
  const parts = [min === undefined ? undefined : `min: ${min}`, max === undefined ? undefined : `max: ${max}`];
  return `{ ${parts.filter((part) => part !== undefined).join(", ")} }`;
}

function hasConstraints(traits: Traits): boolean {
  return CONSTRAINTS.some((trait) => traits.has(trait));
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
