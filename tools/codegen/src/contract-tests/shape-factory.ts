import { isOpen } from "../server-stub/emit-enums.ts";
import { regularExpression } from "../server-stub/regular-expression.ts";
import { timestampFormat } from "../server-stub/timestamp-format.ts";
import type {
  DataShape,
  EnumShape,
  IntEnumShape,
  ListShape,
  MapShape,
  Member,
  SimpleShape,
  StructureShape,
  UnionShape,
} from "../smithy-ast/model.ts";
import type { RangeTrait, Traits } from "../smithy-ast/traits.ts";
import { propertyName, quoted } from "../typescript/identifier.ts";
import { type Code, code, joined } from "../typescript/source-file.ts";
import type { Contract } from "./contract.ts";
import { typeExpression } from "./type-expression.ts";

const OVERRIDES = [
  "smithy.api#length",
  "smithy.api#pattern",
  "smithy.api#range",
  "smithy.api#uniqueItems",
  "smithy.api#timestampFormat",
  "smithy.api#httpHeader",
  "borrowlicense.traits#constraintError",
];

/** The call that makes a shape's arbitraries, with the traits that count for these values. */
export function shapeFactory(contract: Contract, shape: DataShape, traits: Traits): Code {
  switch (shape.type) {
    case "structure":
      return structureFactory(contract, shape);
    case "union":
      return unionFactory(contract, shape);
    case "list":
      return listFactory(contract, shape, traits);
    case "map":
      return mapFactory(contract, shape, traits);
    case "enum":
    case "intEnum":
      return enumFactory(contract, shape, traits);
    default:
      return simpleFactory(contract, shape, traits);
  }
}

/** A member's arbitraries: its target's, unless the member says something else. */
function memberShape(contract: Contract, member: Member): Code {
  if (member.target === "smithy.api#Unit") return call(contract, "unitShape", []);
  const target = contract.model.dataShape(member.target);
  const isNamed = contract.shapes.some(({ id }) => id === target.id);
  if (isNamed && !OVERRIDES.some((trait) => member.traits.has(trait))) return code`${contract.constant(target)}`;
  return shapeFactory(contract, target, member.traits.over(target.traits));
}

function structureFactory(contract: Contract, shape: StructureShape): Code {
  const type = shape.traits.has("smithy.api#error") ? errorType(contract, shape) : typeExpression(contract, shape.id);
  const members = shape.members.map((member) => code`${propertyName(member.name)}: ${memberFactory(contract, member)}`);
  const list = members.length === 0 ? code`` : code` ${joined(members, ", ")} `;
  return code`${contract.runtimeValue("structureShape")}<${type}>(() => ({${list}}))`;
}

/** Clients' error classes have more members than the model's, so an error's type is that of its members. */
function errorType(contract: Contract, shape: StructureShape): Code {
  const members = shape.members.map(
    ({ name, target }) => code`${propertyName(name)}: ${typeExpression(contract, target)}`,
  );
  return members.length === 0 ? code`object` : code`{ ${joined(members, "; ")} }`;
}

function memberFactory(contract: Contract, member: Member): Code {
  const value = member.traits.get("smithy.api#default");
  const hasDefault = value !== undefined && value !== null;
  const error = member.traits.required ? contract.constraintError(member) : undefined;
  const options = [
    ...(hasDefault ? [code`defaultValue: () => ${contract.literal(member.target, value)}`] : []),
    ...(error === undefined ? [] : [code`error: ${quoted(error)}`]),
  ];
  const name = member.traits.required ? "required" : "optional";
  return call(contract, name, options, [memberShape(contract, member)]);
}

function unionFactory(contract: Contract, shape: UnionShape): Code {
  const members = shape.members.map((member) => code`${propertyName(member.name)}: ${memberShape(contract, member)}`);
  const type = typeExpression(contract, shape.id);
  return code`${contract.runtimeValue("unionShape")}<${type}>(() => ({ ${joined(members, ", ")} }))`;
}

function listFactory(contract: Contract, shape: ListShape, traits: Traits): Code {
  const element = code`() => ${memberShape(contract, shape.member)}`;
  return call(contract, "listShape", collectionOptions(contract, traits), [element]);
}

function mapFactory(contract: Contract, shape: MapShape, traits: Traits): Code {
  const entries = [shape.key, shape.value].map((member) => code`() => ${memberShape(contract, member)}`);
  return call(contract, "mapShape", collectionOptions(contract, traits), entries);
}

function collectionOptions(contract: Contract, traits: Traits): readonly Code[] {
  return [
    ...boundsOption("length", traits.length),
    ...(traits.has("smithy.api#uniqueItems") ? [code`uniqueItems: true`] : []),
    ...(traits.has("smithy.api#sparse") ? [code`sparse: true`] : []),
    ...errorOption(contract, traits),
  ];
}

function enumFactory(contract: Contract, shape: EnumShape | IntEnumShape, traits: Traits): Code {
  const literals = (values: (EnumShape | IntEnumShape)["values"]): string =>
    `[${values.map(({ value }) => (typeof value === "number" ? value : quoted(value))).join(", ")}]`;
  const internal = shape.values.filter((value) => value.traits.has("smithy.api#internal")) as typeof shape.values;
  const options = [
    ...(isOpen(shape) ? [code`open: true`] : []),
    ...(internal.length === 0 ? [] : [code`internal: ${literals(internal)}`]),
    ...errorOption(contract, traits),
  ];
  return call(contract, "enumShape", options, [code`${literals(shape.values)}`]);
}

function simpleFactory(contract: Contract, shape: SimpleShape, traits: Traits): Code {
  const number = [...boundsOption("range", traits.range), ...errorOption(contract, traits)];
  switch (shape.type) {
    case "string":
      return call(contract, "stringShape", stringOptions(contract, shape, traits));
    case "boolean":
      return call(contract, "booleanShape", []);
    case "blob": {
      const options = [...boundsOption("length", traits.length), ...errorOption(contract, traits)];
      return call(contract, "blobShape", options);
    }
    case "timestamp":
      return call(contract, "timestampShape", [], [code`${quoted(FORMATS[timestampFormat(traits)])}`]);
    case "document":
      return call(contract, "documentShape", []);
    case "bigInteger":
      return call(contract, "bigIntegerShape", number, [code`"bigInteger"`]);
    case "bigDecimal":
      return call(contract, "bigDecimalShape", number);
    case "long":
      return contract.bigLongs
        ? call(contract, "bigIntegerShape", number, [code`"long"`])
        : call(contract, "longShape", number);
    case "float":
    case "double":
      return call(contract, "floatShape", number, [code`${quoted(shape.type)}`]);
    default:
      return call(contract, "integerShape", number, [code`${quoted(shape.type)}`]);
  }
}

const FORMATS = { EpochSeconds: "epoch-seconds", DateTime: "date-time", HttpDate: "http-date" } as const;

function stringOptions(contract: Contract, shape: SimpleShape, traits: Traits): readonly Code[] {
  const { pattern } = traits;
  const expression = pattern === undefined ? undefined : regularExpression(shape.id, pattern);
  return [
    ...boundsOption("length", traits.length),
    ...(pattern === undefined ? [] : [code`pattern: ${quoted(pattern)}`]),
    ...(expression === undefined || expression === pattern ? [] : [code`expression: ${quoted(expression)}`]),
    ...(traits.has("smithy.api#httpHeader") ? [code`header: true`] : []),
    ...errorOption(contract, traits),
  ];
}

function boundsOption(name: "length" | "range", bounds: RangeTrait | undefined): readonly Code[] {
  if (bounds === undefined) return [];
  const parts = (["min", "max"] as const).flatMap((side) => {
    const bound = bounds[side];
    return bound === undefined ? [] : [`${side}: ${bound}${typeof bound === "bigint" ? "n" : ""}`];
  });
  return [code`${name}: { ${parts.join(", ")} }`];
}

function errorOption(contract: Contract, traits: Traits): readonly Code[] {
  const error = contract.constraintError({ traits });
  return error === undefined ? [] : [code`error: ${quoted(error)}`];
}

/** A call of the runtime, with an object of options at the end where there are any. */
function call(contract: Contract, name: string, options: readonly Code[], before: readonly Code[] = []): Code {
  const last = options.length === 0 ? [] : [code`{ ${joined(options, ", ")} }`];
  return code`${contract.runtimeValue(name)}(${joined([...before, ...last], ", ")})`;
}
