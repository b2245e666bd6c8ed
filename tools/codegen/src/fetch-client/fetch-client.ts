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
import { declaredName, lowerCamelCase } from "../typescript/identifier.ts";
import { type ImportedName, importedType, importedValue, SourceFile } from "../typescript/source-file.ts";

export interface FetchClientOptions {
  /** The module of the runtime, as the generated files import it. */
  readonly runtime: string;
  /** The command that generates the files again, for their first lines. */
  readonly command: string;
  /** Whether 64-bit numbers are bigints. They are numbers otherwise, and those beyond 2^53 - 1 are refused. */
  readonly bigLongs: boolean;
}

/** The generated modules, as they import each other. */
export const MODULES = {
  client: "./client.js",
  codecs: "./codecs.js",
  commands: "./commands.js",
  endpoint: "./endpoint.js",
  enums: "./enums.js",
  errors: "./errors.js",
  service: "./service.js",
  structures: "./structures.js",
} as const;

/** Members that every error has from JavaScript, so that a model's cannot take their place. */
const OWN_MEMBERS_OF_ERRORS = new Set(["name", "stack", "cause"]);

/** One service of a model, as the emitters of a client see it: its shapes, and what things are called. */
export class FetchClient {
  readonly model: Model;
  readonly service: Service;
  readonly bigLongs: boolean;
  /** Every shape that has a declaration, sorted by name. */
  readonly shapes: readonly DataShape[];
  /** The errors of all operations, sorted by name. */
  readonly errors: readonly StructureShape[];
  readonly #options: FetchClientOptions;
  readonly #names: ReadonlyMap<string, string>;

  constructor(model: Model, serviceId: string, options: FetchClientOptions) {
    this.model = model;
    this.#options = options;
    this.bigLongs = options.bigLongs;
    this.service = model.service(serviceId);
    const { operations } = this.service;
    this.shapes = model.closure(operations.flatMap(({ errors, input, output }) => [input, output, ...errors]));
    this.errors = this.shapes.filter(
      (shape): shape is StructureShape => shape.type === "structure" && shape.traits.has("smithy.api#error"),
    );
    for (const shape of this.shapes) refuseUnsupported(shape);
    this.#names = this.#uniqueNames();
  }

  /** What the service is called in names: its SDK's name where it has one. */
  get name(): string {
    const trait = this.service.traits.get("aws.api#service") as { readonly sdkId?: string } | undefined;
    return (trait?.sdkId ?? this.service.name).replace(/[^A-Za-z0-9]+/g, "");
  }

  get clientName(): string {
    return `${this.name}Client`;
  }

  /** The class of errors that the model does not have. */
  get exceptionName(): string {
    return `${this.name}ServiceException`;
  }

  get serviceDefinition(): string {
    return `${lowerCamelCase(this.name)}Definition`;
  }

  /** The declared name of a shape's type or class. */
  shapeName(shape: DataShape): string {
    return this.#names.get(shape.id) ?? declaredName(shape.name);
  }

  shapeType(shape: DataShape): ImportedName {
    const isEnum = shape.type === "enum" || shape.type === "intEnum";
    return importedType(this.shapeName(shape), isEnum ? MODULES.enums : MODULES.structures);
  }

  codec(shape: DataShape): ImportedName {
    return importedValue(`${lowerCamelCase(this.shapeName(shape))}Codec`, MODULES.codecs);
  }

  errorDefinition(error: StructureShape): ImportedName {
    return importedValue(`${lowerCamelCase(this.shapeName(error))}Definition`, MODULES.errors);
  }

  command(operation: Operation): string {
    return `${operation.name}Command`;
  }

  runtimeType(name: string): ImportedName {
    return importedType(name, this.#options.runtime);
  }

  runtimeValue(name: string): ImportedName {
    return importedValue(name, this.#options.runtime);
  }

  /** Whether a member may be left out, as the upstream generator sees it. */
  isOptional({ traits }: Member): boolean {
    return !traits.required || traits.has("smithy.api#clientOptional");
  }

  /** Whether values of the shape are what an operation takes. */
  isInput(shape: DataShape): boolean {
    return this.service.operations.some(({ input }) => input === shape.id);
  }

  /** The members of an error, but for its text and for those that JavaScript's own errors have. */
  errorMembers(error: StructureShape): readonly Member[] {
    return error.members.filter(({ name }) => name.toLowerCase() !== "message" && !OWN_MEMBERS_OF_ERRORS.has(name));
  }

  /** Whether values of the shape hold numbers whose digits JavaScript's own numbers lose. */
  hasExactNumbers(id: string): boolean {
    const targets = this.model.closure([id]).flatMap((shape) => membersOf(shape).map(({ target }) => target));
    const exact = ["bigDecimal", "bigInteger", ...(this.bigLongs ? ["long"] : [])];
    return targets.some((target) => exact.includes(this.model.dataShape(target).type));
  }

  /** A new file of the client. */
  file(path: string): SourceFile {
    return new SourceFile(path, [
      `Generated by borrow-license-codegen (fetch-client) from ${this.service.id}. Do not edit.`,
      `Edit the model and run: ${this.#options.command}`,
    ]);
  }

  /** Shapes of different namespaces may share a name; a service has to rename all but one of them. */
  #uniqueNames(): ReadonlyMap<string, string> {
    const own = [this.name, this.clientName, this.exceptionName, `${this.clientName}Config`];
    const commands = this.service.operations.flatMap((each) => {
      const command = this.command(each);
      return [command, `${command}Input`, `${command}Output`];
    });
    const owners = new Map([...own, ...commands].map((name) => [name.toLowerCase(), `the client's own ${name}`]));
    const names = new Map<string, string>();
    for (const shape of [...this.shapes].sort((left, right) => compare(left.id, right.id))) {
      const name = declaredName(this.service.renames.get(shape.id) ?? shape.name);
      const owner = owners.get(name.toLowerCase());
      if (owner !== undefined) {
        throw new ModelError(
          `${owner} and ${shape.id} have the same name. Give one another with the service's "rename".`,
        );
      }
      owners.set(name.toLowerCase(), shape.id);
      names.set(shape.id, name);
    }
    return names;
  }
}

function refuseUnsupported(shape: DataShape): void {
  if (shape.traits.has("smithy.api#streaming")) {
    throw new ModelError(`${shape.id} is streaming, which awsJson1_1 clients over fetch do not support.`);
  }
  for (const { name } of membersOf(shape)) {
    if (name === "__proto__") throw new ModelError(`${shape.id}: rename the member __proto__.`);
  }
}
