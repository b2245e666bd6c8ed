import {
  type DataShape,
  type EnumShape,
  type IntEnumShape,
  type Model,
  ModelError,
  type Service,
} from "../smithy-ast/model.ts";
import { declaredName, lowerCamelCase } from "../typescript/identifier.ts";
import { type ImportedName, importedType, importedValue } from "../typescript/source-file.ts";

/** The modules of a stub, relative to each other. */
export const MODULES = {
  checks: "./checks.js",
  enums: "./enums.js",
  errors: "./errors.js",
  operations: "./operations.js",
  readers: "./readers.js",
  service: "./service.js",
  structures: "./structures.js",
  writers: "./writers.js",
} as const;

/** What things are called in a stub, and from which module each is imported. */
export class StubNames {
  readonly #service: Service;
  readonly #runtime: string;
  readonly #names: ReadonlyMap<string, string>;

  constructor(model: Model, service: Service, shapes: readonly DataShape[], runtime: string) {
    this.#service = service;
    this.#runtime = runtime;
    this.#names = uniqueNames(service, shapes, this.#ownNames());
    if (model.serviceIds().length === 0) throw new ModelError("The model has no service.");
  }

  /** The declared name of a shape's type or class. */
  shape(shape: DataShape): string {
    return this.#names.get(shape.id) ?? declaredName(shape.name);
  }

  shapeType(shape: DataShape): ImportedName {
    const module = shape.traits.has("smithy.api#error") ? MODULES.errors : moduleOf(shape);
    return importedType(this.shape(shape), module);
  }

  enumObject(shape: EnumShape | IntEnumShape): ImportedName {
    return importedValue(this.shape(shape), MODULES.enums);
  }

  errorClass(shape: DataShape): ImportedName {
    return importedValue(this.shape(shape), MODULES.errors);
  }

  errorMembers(shape: DataShape): string {
    return membersName(this.shape(shape));
  }

  errorMembersType(shape: DataShape): ImportedName {
    return importedType(this.errorMembers(shape), MODULES.errors);
  }

  /** What the service is called in the names of its handler and its interface: its SDK's name where it has one. */
  get service(): string {
    const trait = this.#service.traits.get("aws.api#service") as { readonly sdkId?: string } | undefined;
    return (trait?.sdkId ?? this.#service.name).replace(/[^A-Za-z0-9]+/g, "");
  }

  get serviceInterface(): string {
    return `${this.service}Service`;
  }

  get serviceDefinition(): string {
    return `${lowerCamelCase(this.service)}Definition`;
  }

  get serviceProtocol(): string {
    return `${lowerCamelCase(this.service)}Protocol`;
  }

  /** The type of the calls that interceptors see. */
  get call(): string {
    return `${this.service}Call`;
  }

  get handlerOptions(): string {
    return `${this.service}HandlerOptions`;
  }

  get createHandler(): string {
    return `create${this.service}Handler`;
  }

  /** The function that makes a handler for some of the operations. */
  get createOperationsHandler(): string {
    return `create${this.service}OperationsHandler`;
  }

  errorDefinition(shape: DataShape): string {
    return `${lowerCamelCase(this.shape(shape))}Definition`;
  }

  operationDefinition(name: string): string {
    return `${lowerCamelCase(name)}Operation`;
  }

  /** The type of all errors of the model. */
  get error(): string {
    return `${this.serviceInterface}Error`;
  }

  runtimeType(name: string): ImportedName {
    return importedType(name, this.#runtime);
  }

  runtimeValue(name: string): ImportedName {
    return importedValue(name, this.#runtime);
  }

  /** What the index exports beside the shapes. */
  #ownNames(): readonly string[] {
    const { call, createHandler, createOperationsHandler, error, handlerOptions, serviceInterface } = this;
    const { serviceDefinition, serviceProtocol } = this;
    const functions = [createHandler, createOperationsHandler];
    return [...functions, call, error, handlerOptions, serviceDefinition, serviceInterface, serviceProtocol];
  }
}

function moduleOf(shape: DataShape): string {
  return shape.type === "enum" || shape.type === "intEnum" ? MODULES.enums : MODULES.structures;
}

/** Shapes of different namespaces may share a name; a service has to rename all but one of them. */
function uniqueNames(
  service: Service,
  shapes: readonly DataShape[],
  ownNames: readonly string[],
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const names = new Map<string, string>();
  const claim = (name: string, owner: string): void => {
    const other = owners.get(name);
    if (other !== undefined) {
      throw new ModelError(`${other} and ${owner} have the same name. Give one another with the service's "rename".`);
    }
    owners.set(name, owner);
  };
  for (const name of ownNames) claim(name, `the stub's own ${name}`);
  for (const shape of shapes) {
    const name = declaredName(service.renames.get(shape.id) ?? shape.name);
    claim(name, shape.id);
    if (shape.traits.has("smithy.api#error")) claim(membersName(name), `the members of ${shape.id}`);
    names.set(shape.id, name);
  }
  return names;
}

/** What the type of an error's members is called. */
function membersName(error: string): string {
  return `${error}Members`;
}
