import { type Code, code } from "../typescript/source-file.ts";
import type { FetchClient } from "./fetch-client.ts";

/** The TypeScript type of a shape's values, as the upstream generator's clients have it. */
export function typeExpression(client: FetchClient, id: string): Code {
  if (id === "smithy.api#Unit") return code`object`;
  const shape = client.model.dataShape(id);
  const isSparse = shape.traits.has("smithy.api#sparse");
  switch (shape.type) {
    case "structure":
    case "union":
    case "enum":
    case "intEnum":
      return code`${client.shapeType(shape)}`;
    case "list": {
      const member = typeExpression(client, shape.member.target);
      return isSparse ? code`(${member} | null)[]` : code`${member}[]`;
    }
    case "map": {
      const value = typeExpression(client, shape.value.target);
      return isSparse ? code`Record<string, ${value} | null>` : code`Record<string, ${value}>`;
    }
    case "string":
    case "bigDecimal":
      return code`string`;
    case "boolean":
      return code`boolean`;
    case "bigInteger":
      return code`bigint`;
    case "long":
      return client.bigLongs ? code`bigint` : code`number`;
    case "blob":
      return code`Uint8Array`;
    case "timestamp":
      return code`Date`;
    case "document":
      return code`${client.runtimeType("DocumentValue")}`;
    default:
      return code`number`;
  }
}
