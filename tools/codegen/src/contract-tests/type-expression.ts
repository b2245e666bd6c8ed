import { type Code, code } from "../typescript/source-file.ts";
import type { Contract } from "./contract.ts";

/** The TypeScript type of a shape's values, as generated clients and stubs have it. */
export function typeExpression(contract: Contract, id: string): Code {
  if (id === "smithy.api#Unit") return code`object`;
  const shape = contract.model.dataShape(id);
  const orNull = shape.traits.has("smithy.api#sparse") ? " | null" : "";
  switch (shape.type) {
    case "structure":
    case "union":
    case "enum":
    case "intEnum":
      return code`${contract.type(shape)}`;
    case "list":
      return code`(${typeExpression(contract, shape.member.target)}${orNull})[]`;
    case "map":
      return code`Record<string, ${typeExpression(contract, shape.value.target)}${orNull}>`;
    case "string":
    case "bigDecimal":
      return code`string`;
    case "boolean":
      return code`boolean`;
    case "bigInteger":
      return code`bigint`;
    case "long":
      return contract.bigLongs ? code`bigint` : code`number`;
    case "blob":
      return code`Uint8Array`;
    case "timestamp":
      return code`Date`;
    case "document":
      return code`${contract.runtimeType("DocumentValue")}`;
    default:
      return code`number`;
  }
}
