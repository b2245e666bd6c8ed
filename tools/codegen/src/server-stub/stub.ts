import {
  compare,
  type DataShape,
  type Member,
  type Model,
  ModelError,
  membersOf,
  type Operation,
  type Service,
  type StructureShape,
} from "../smithy-ast/model.ts";
import { type Code, code, SourceFile } from "../typescript/source-file.ts";
import { StubNames } from "./stub-names.ts";

const DEFAULT_STATUS = { client: 400, server: 500 } as const;
const CONSTRAINT_ERROR = "borrowlicense.traits#constraintError";
const INTERNAL_ERROR = "borrowlicense.traits#internalError";
const UNIT = "smithy.api#Unit";
const FRAMEWORK_VALIDATION_ERROR = "smithy.framework#ValidationException";

export interface StubOptions {
  /** The module of the runtime, as the generated files import it. */
  readonly runtime: string;
  /** The command that generates the files again, for their first lines. */
  readonly command: string;
  /** Whether 64-bit numbers are bigints. They are numbers otherwise, and those beyond 2^53 - 1 are refused. */
  readonly bigLongs: boolean;
}

/** One service of a model, as the emitters of a stub see it. */
export class Stub {
  readonly model: Model;
  readonly service: Service;
  readonly names: StubNames;
  /** Whether 64-bit numbers are bigints. */
  readonly bigLongs: boolean;
  /** Every shape that has a declaration, sorted by name. */
  readonly shapes: readonly DataShape[];
  /** The errors of all operations, sorted by name. */
  readonly errors: readonly StructureShape[];
  readonly #inputIds: ReadonlySet<string>;
  readonly #outputIds: ReadonlySet<string>;

  readonly #command: string;

  constructor(model: Model, serviceId: string, { bigLongs, command, runtime }: StubOptions) {
    this.model = model;
    this.bigLongs = bigLongs;
    this.#command = command;
    this.service = model.service(serviceId);
    const { operations } = this.service;
    const inputs = model.closure(operations.map((operation) => operation.input));
    const outputs = model.closure(
      operations.flatMap((operation) => [
        operation.output,
        ...operation.errors,
        ...this.#constraintErrorIds(operation),
      ]),
    );
    this.#inputIds = idsOf(inputs);
    this.#outputIds = idsOf(outputs);
    this.shapes = model.closure([...this.#inputIds, ...this.#outputIds, ...this.#serviceErrorIds()]);
    this.errors = this.shapes.filter(
      (shape): shape is StructureShape => shape.type === "structure" && shape.traits.has("smithy.api#error"),
    );
    this.names = new StubNames(model, this.service, this.shapes, runtime);
    for (const shape of this.shapes) refuseUnsupported(shape);
  }

  /** Whether values of the shape arrive. */
  isInput(shape: DataShape): boolean {
    return this.#inputIds.has(shape.id);
  }

  /** Whether values of the shape are answered. */
  isOutput(shape: DataShape): boolean {
    return this.#outputIds.has(shape.id);
  }

  /** Whether a member may be absent from the values that the service sees. */
  isOptional(member: Member, owner: DataShape): boolean {
    const defaultValue = member.traits.get("smithy.api#default");
    const hasDefault = defaultValue !== undefined && defaultValue !== null;
    if (member.traits.required) return hasDefault && !this.isInput(owner);
    return !hasDefault || this.isOutput(owner);
  }

  /** The type that an operation takes or answers. `Unit` stands for nothing. */
  payloadType(id: string): Code {
    return id === "smithy.api#Unit"
      ? code`Readonly<Record<string, never>>`
      : code`${this.names.shapeType(this.model.dataShape(id))}`;
  }

  /** The error for violated constraints of a shape or service, where it names one. */
  constraintError(carrier: { readonly traits: Service["traits"] }): StructureShape | undefined {
    const id = carrier.traits.text(CONSTRAINT_ERROR);
    return id === undefined ? undefined : this.model.structure(id);
  }

  get serviceConstraintError(): StructureShape | undefined {
    return this.constraintError(this.service) ?? this.errors.find((shape) => shape.id === FRAMEWORK_VALIDATION_ERROR);
  }

  get serviceInternalError(): StructureShape | undefined {
    const id = this.service.traits.text(INTERNAL_ERROR);
    return id === undefined ? undefined : this.model.structure(id);
  }

  /** The errors that stand for failures of every operation. */
  get commonErrors(): readonly StructureShape[] {
    return [this.serviceConstraintError, this.serviceInternalError].filter((shape) => shape !== undefined);
  }

  /** The errors that an operation has of its own, sorted by name. */
  errorsOf(operation: Operation): readonly StructureShape[] {
    const common = new Set(this.commonErrors.map((shape) => shape.id));
    const ids = new Set([...operation.errors, ...this.#constraintErrorIds(operation)]);
    const own = [...ids].filter((id) => !common.has(id)).map((id) => this.model.structure(id));
    return own.sort((left, right) => compare(left.name, right.name));
  }

  /** Whether values of the shape hold numbers whose digits JavaScript's own numbers lose. */
  hasExactNumbers(id: string): boolean {
    if (id === UNIT) return false;
    const reached = [...this.model.closure([id])];
    const targets = reached.flatMap((shape) => membersOf(shape).map(({ target }) => this.model.dataShape(target).type));
    const exact = ["bigDecimal", "bigInteger", ...(this.bigLongs ? ["long"] : [])];
    return targets.some((type) => exact.includes(type));
  }

  /** A new file of the stub. */
  file(path: string): SourceFile {
    return new SourceFile(path, [
      `Generated by borrow-license-codegen (server-stub) from ${this.service.id}. Do not edit.`,
      `Edit the model and run: ${this.#command}`,
    ]);
  }

  /** The errors that constraints of an operation's input name: it answers them, whether it lists them or not. */
  #constraintErrorIds(operation: Operation): readonly string[] {
    const shapes = this.model.closure([operation.input]);
    const carriers = shapes.flatMap((shape) => [shape, ...membersOf(shape)]);
    return carriers.map(({ traits }) => traits.text(CONSTRAINT_ERROR)).filter((id) => id !== undefined);
  }

  #serviceErrorIds(): readonly string[] {
    const ids = [this.service.traits.text(CONSTRAINT_ERROR), this.service.traits.text(INTERNAL_ERROR)];
    return ids.filter((id) => id !== undefined);
  }
}

/**
 * The expression that makes an error with a text, such as `new NotFound({ Message: message })`.
 *
 * @throws ModelError for an error with members that nobody could fill in
 */
export function newError(stub: Stub, error: StructureShape): Code {
  return code`new ${stub.names.errorClass(error)}(${textMembers(stub, error)})`;
}

function textMembers(stub: Stub, error: StructureShape): string {
  const message = messageMember(stub.model, error);
  const other = error.members.find((member) => member !== message && member.traits.required);
  if (other !== undefined) {
    throw new ModelError(
      `${error.id} stands for failures of which only a text is known. Make its member ${other.name} optional.`,
    );
  }
  return message === undefined ? "{}" : `{ ${message.name}: message }`;
}

/**
 * The function that makes the error for violated constraints. Smithy's own such error lists them one by one.
 *
 * @returns its parameters, and the error's members
 */
export function constraintErrorParts(
  stub: Stub,
  error: StructureShape,
): { readonly names: string; readonly parameters: Code; readonly members: string } {
  if (error.id !== FRAMEWORK_VALIDATION_ERROR) {
    const members = textMembers(stub, error);
    return { names: "message", parameters: members === "{}" ? code`` : code`message: string`, members };
  }
  const violation = stub.names.runtimeType("Violation");
  const parameters = code`message: string, fieldList: readonly ${violation}[]`;
  return { names: "message, fieldList", parameters, members: "{ message, fieldList }" };
}

/** Whose fault an error is. */
export function faultOf(error: StructureShape): "client" | "server" {
  return error.traits.text("smithy.api#error") === "server" ? "server" : "client";
}

/** The HTTP status that an error is answered with. */
export function statusOf(error: StructureShape): unknown {
  return error.traits.get("smithy.api#httpError") ?? DEFAULT_STATUS[faultOf(error)];
}

/**
 * The member that carries an error's text.
 *
 * @throws ModelError for one that is no text
 */
export function messageMember(model: Model, error: StructureShape): Member | undefined {
  const message = error.members.find((member) => member.name.toLowerCase() === "message");
  if (message === undefined) return undefined;
  const { type } = model.dataShape(message.target);
  if (type === "string") return message;
  throw new ModelError(
    `${error.id}$${message.name} carries the error's text, so it has to be a string, not a ${type}.`,
  );
}

function idsOf(shapes: readonly DataShape[]): ReadonlySet<string> {
  return new Set(shapes.map((shape) => shape.id));
}

function refuseUnsupported(shape: DataShape): void {
  if (shape.traits.has("smithy.api#streaming")) {
    throw new ModelError(
      `${shape.id} is streaming, which stubs do not support. Leave its operation out of the service, for example with the ` +
        `transform excludeShapesBySelector of a projection.`,
    );
  }
  if (shape.type !== "structure" && shape.type !== "union") return;
  for (const member of shape.members) {
    if (member.name === "__proto__") throw new ModelError(`${shape.id}: rename the member __proto__.`);
  }
}
