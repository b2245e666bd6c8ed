import type { DataShape, MapShape, SimpleShape } from "../smithy-ast/model.ts";
import { type Code, code } from "../typescript/source-file.ts";
import { isOpen } from "./emit-enums.ts";
import type { Stub } from "./stub.ts";

/** The TypeScript type of a shape's values. */
export function typeExpression(stub: Stub, id: string): Code {
  if (id === "smithy.api#Unit") return code`Readonly<Record<string, never>>`;
  const shape = stub.model.dataShape(id);
  switch (shape.type) {
    case "structure":
    case "union":
    case "enum":
    case "intEnum":
      return code`${stub.names.shapeType(shape)}`;
    case "list":
      return code`readonly ${elementType(stub, shape, shape.member.target, true)}[]`;
    case "map":
      return code`Readonly<${mapType(stub, shape, elementType(stub, shape, shape.value.target, false))}>`;
    default:
      return simpleType(stub, shape);
  }
}

/** A map whose keys are those of an enum has some of them. */
function mapType(stub: Stub, { key }: MapShape, value: Code): Code {
  const keys = stub.model.dataShape(key.target);
  return keys.type === "enum" && !isOpen(keys)
    ? code`Partial<Record<${stub.names.shapeType(keys)}, ${value}>>`
    : code`Record<string, ${value}>`;
}

/** A sparse collection may hold `null`. */
function elementType(stub: Stub, collection: DataShape, target: string, inList: boolean): Code {
  const type = typeExpression(stub, target);
  if (collection.traits.has("smithy.api#sparse")) return inList ? code`(${type} | null)` : code`${type} | null`;
  const isList = inList && stub.model.dataShape(target).type === "list";
  return isList ? code`(${type})` : type;
}

function simpleType(stub: Stub, shape: SimpleShape): Code {
  switch (shape.type) {
    case "string":
      return code`string`;
    case "boolean":
      return code`boolean`;
    case "bigInteger":
      return code`bigint`;
    case "long":
      return stub.bigLongs ? code`bigint` : code`number`;
    case "bigDecimal":
      return code`string`;
    case "blob":
      return code`Uint8Array`;
    case "timestamp":
      return code`Date`;
    case "document":
      return code`${stub.names.runtimeType("DocumentValue")}`;
    default:
      return code`number`;
  }
}
