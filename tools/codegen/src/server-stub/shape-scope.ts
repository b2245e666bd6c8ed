import { compare, type DataShape, type Member, type StructureShape } from "../smithy-ast/model.ts";
import type { RangeTrait, Traits } from "../smithy-ast/traits.ts";
import { lowerCamelCase } from "../typescript/identifier.ts";
import { type Code, code, type ImportedName, type SourceFile } from "../typescript/source-file.ts";
import type { Direction, Prefix, ShapeFunction, ShapeFunctions } from "./shape-functions.ts";
import { constraintErrorParts, type Stub } from "./stub.ts";
import { typeExpression } from "./type-expression.ts";

/** What the visitor of values is called, and its type in the runtime. */
const VISITORS = {
  expect: { name: "visitor", type: "ValueVisitor" },
  read: { name: "reader", type: "InputReader" },
  write: { name: "writer", type: "OutputWriter" },
} as const;

/** What the emitters of functions for shapes share: the file, and the errors that its constraints name. */
export class ShapeScope {
  readonly stub: Stub;
  readonly file: SourceFile;
  readonly prefix: Prefix;
  readonly #functions: ShapeFunctions;
  /** Errors that constraints name, by the function that makes them. */
  readonly #errors = new Map<string, StructureShape>();

  constructor(stub: Stub, functions: ShapeFunctions, file: SourceFile, prefix: Prefix) {
    this.stub = stub;
    this.file = file;
    this.prefix = prefix;
    this.#functions = functions;
  }

  /** What the visitor of values is called in this file. */
  get visitor(): string {
    return VISITORS[this.prefix].name;
  }

  /** Emits a function around a body. Only inputs, outputs and the keys of maps have no place of their own. */
  emitFunction({ id, name }: ShapeFunction, result: Code, body: () => void): void {
    const key = this.runtimeType("Key");
    const visitor = this.runtimeType(VISITORS[this.prefix].type);
    const parameters = code`value: unknown, key: ${key} | undefined, ${this.visitor}: ${visitor}`;
    this.file.print(`/** ${PURPOSES[this.prefix]} \`${id.slice(id.indexOf("#") + 1)}\`. */`);
    this.file.block(code`export function ${this.file.declares(name)}(${parameters}): ${result} {`, body);
    this.file.print();
  }

  /** Emits one function for each error that a constraint names. */
  emitErrorFactories(): void {
    const sorted = [...this.#errors].sort(([left], [right]) => compare(left, right));
    for (const [name, error] of sorted) {
      const { members, parameters } = constraintErrorParts(this.stub, error);
      const errorClass = this.stub.names.errorClass(error);
      this.file.block(code`function ${name}(${parameters}): ${errorClass} {`, () => {
        this.file.print(code`return new ${errorClass}(${members});`);
      });
      this.file.print();
    }
  }

  /** The expression for a member's value, in the form that this file's functions make. */
  member(member: Member, owner: DataShape, value: string, key: string): Code {
    const direction = this.prefix as Direction;
    return code`${this.#functions.forMember(direction, member, owner)}(${value}, ${key}, ${this.visitor})`;
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
}

const PURPOSES = { expect: "Checks", read: "Reads", write: "Checks and writes" } as const;

/** A constant beside a function: `arnPattern` beside `expectArn`. */
export function constantName({ name, prefix }: ShapeFunction, suffix: string): string {
  return `${lowerCamelCase(name.slice(prefix.length))}${suffix}`;
}

/** The literal of a length's or range's bounds. */
export function boundsLiteral({ min, max }: RangeTrait): string {
  const parts = [min === undefined ? [] : [`min: ${literal(min)}`], max === undefined ? [] : [`max: ${literal(max)}`]];
  return `{ ${parts.flat().join(", ")} }`;
}

function literal(bound: number | bigint): string {
  return typeof bound === "bigint" ? `${bound}n` : String(bound);
}
