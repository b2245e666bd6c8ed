import type {
  DataShape,
  EnumShape,
  IntEnumShape,
  Member,
  Model,
  Operation,
  Service,
  StructureShape,
  UnionShape,
} from "../smithy-ast/model.ts";
import { preludeShape } from "../smithy-ast/prelude.ts";
import { constraintSentences } from "./constraint-text.ts";
import { inlineCode, MarkdownPage } from "./markdown-page.ts";

const UNIT = "smithy.api#Unit";

/** The page on which all data types stand. */
export const DATA_TYPES_PAGE = "data-types.md";

/** A type that has an entry of its own: what it is cannot be said in a word. */
export type DataType = StructureShape | UnionShape | EnumShape | IntEnumShape;

/** One service as its reference shows it: the operations, and the types that they pass on. */
export class Reference {
  readonly model: Model;
  readonly service: Service;

  constructor(model: Model, serviceId: string) {
    this.model = model;
    this.service = model.service(serviceId);
  }

  /** Structures, unions and enums that are neither an operation's input or output nor an error, sorted by name. */
  get dataTypes(): readonly DataType[] {
    const own = new Set(this.service.operations.flatMap(({ input, output, errors }) => [input, output, ...errors]));
    const roots = [...own].filter((id) => id !== UNIT);
    return this.model.closure(roots).filter((shape): shape is DataType => isDataType(shape) && !own.has(shape.id));
  }

  /** The errors of all operations, sorted by name. */
  get errors(): readonly StructureShape[] {
    const ids = new Set(this.service.operations.flatMap(({ errors }) => errors));
    return [...ids].sort().map((id) => this.model.structure(id));
  }

  name(shape: { readonly id: string; readonly name: string }): string {
    return this.service.renames.get(shape.id) ?? shape.name;
  }

  structure(id: string): StructureShape | undefined {
    if (id === UNIT) return undefined;
    const shape = this.model.structure(id);
    return shape.members.length === 0 ? undefined : shape;
  }

  page(path: string): MarkdownPage {
    return new MarkdownPage(path);
  }

  /** The type of a value, in words and with a link to its entry. */
  type(id: string): string {
    const shape = this.model.dataShape(id);
    switch (shape.type) {
      case "structure":
      case "union":
        return `${shape.type === "union" ? "one member of " : ""}[${this.name(shape)}](${this.#anchor(shape)})`;
      case "enum":
        return `string, a value of [${this.name(shape)}](${this.#anchor(shape)})`;
      case "intEnum":
        return `integer, a value of [${this.name(shape)}](${this.#anchor(shape)})`;
      case "list":
        return `list of ${this.type(shape.member.target)}`;
      case "map":
        return `map from ${this.type(shape.key.target)} to ${this.type(shape.value.target)}`;
      default:
        return shape.type;
    }
  }

  /** What a member is for: its own documentation, or its target's. */
  documentation(member: Member): string | undefined {
    if (member.traits.documentation !== undefined || preludeShape(member.target) !== undefined) {
      return member.traits.documentation;
    }
    return this.model.dataShape(member.target).traits.documentation;
  }

  /** Type, constraints and presence of a member, a sentence each. */
  memberFacts(member: Member, tellPresence: boolean): string {
    const shape = this.model.dataShape(member.target);
    const inner = shape.type === "list" ? constraintSentences(this.model.dataShape(shape.member.target)) : [];
    const facts = [
      `Type: ${this.type(member.target)}.`,
      ...(tellPresence ? [member.traits.required ? "**Required.**" : "Optional."] : []),
      ...constraintSentences(shape, member),
      ...(inner.length === 0 ? [] : [`Each element: ${inner.join(" ")}`]),
    ];
    return facts.join(" ");
  }

  #anchor(shape: DataShape): string {
    return `./${DATA_TYPES_PAGE}#${this.name(shape).toLowerCase()}`;
  }
}

/** The page of an operation: its name in kebab-case. */
export function operationPage(operation: Pick<Operation, "name">): string {
  return `${operation.name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}.md`;
}

/** The HTTP status of an error: the model's, or the one of its fault. */
export function errorStatus(error: StructureShape): number {
  const status = error.traits.get("smithy.api#httpError");
  if (typeof status === "number") return status;
  return error.traits.text("smithy.api#error") === "server" ? 500 : 400;
}

/**
 * Emits an entry for each member of a structure or union: what it is for, then type and constraints.
 *
 * @param tellPresence whether to tell of each member if it is required: of unions and answers there is nothing to tell
 */
export function emitMembers(
  reference: Reference,
  page: MarkdownPage,
  shape: StructureShape | UnionShape,
  tellPresence: boolean,
): void {
  for (const member of shape.members) {
    page.heading(3, inlineCode(member.name));
    page.documentation(reference.documentation(member));
    page.paragraph(reference.memberFacts(member, tellPresence));
  }
}

function isDataType(shape: DataShape): shape is DataType {
  return ["structure", "union", "enum", "intEnum"].includes(shape.type);
}
