import { defaultExpression } from "../server-stub/default-value.ts";
import { timestampFormat } from "../server-stub/timestamp-format.ts";
import type { DataShape, Member, SimpleShape } from "../smithy-ast/model.ts";
import type { Traits } from "../smithy-ast/traits.ts";
import { type Code, code } from "../typescript/source-file.ts";
import type { FetchClient } from "./fetch-client.ts";

const TIMESTAMPS = { EpochSeconds: "epochSeconds", DateTime: "dateTime", HttpDate: "httpDate" } as const;

/** The codec for a member's values, with what stands in for an absent one. */
export function memberCodec(client: FetchClient, member: Member, owner: DataShape): Code {
  const { target, traits } = member;
  const codec = targetCodec(client, target, traits);
  if (traits.has("smithy.api#idempotencyToken")) return code`${client.runtimeValue("idempotencyToken")}(${codec})`;
  const value = traits.get("smithy.api#default");
  if (value === undefined || value === null || traits.has("smithy.api#clientOptional")) return codec;
  const fallback = defaultExpression(client, target, value);
  const read = code`${client.runtimeValue("missingAs")}(${codec}, () => ${fallback})`;
  return client.isInput(owner) ? codec : code`${client.runtimeValue("absentAs")}(${read}, () => ${fallback})`;
}

/** The codec for an operation's input or output. */
export function payloadCodec(client: FetchClient, id: string): Code {
  return targetCodec(client, id);
}

function targetCodec(client: FetchClient, id: string, memberTraits?: Traits): Code {
  if (id === "smithy.api#Unit") return code`${client.runtimeValue("unit")}`;
  const shape = client.model.dataShape(id);
  switch (shape.type) {
    case "structure":
    case "union":
    case "list":
    case "map":
      return code`${client.codec(shape)}`;
    case "enum":
    case "intEnum": {
      const codec = client.runtimeValue(shape.type === "enum" ? "text" : "integer");
      return code`${codec} as ${client.runtimeType("Codec")}<${client.shapeType(shape)}>`;
    }
    default:
      return code`${client.runtimeValue(simpleCodec(client, shape, memberTraits?.over(shape.traits) ?? shape.traits))}`;
  }
}

function simpleCodec(client: FetchClient, shape: SimpleShape, traits: Traits): string {
  switch (shape.type) {
    case "string":
      return "text";
    case "boolean":
      return "flag";
    case "long":
      return client.bigLongs ? "bigInteger" : "long";
    case "float":
    case "double":
      return "double";
    case "timestamp":
      return TIMESTAMPS[timestampFormat(traits)];
    case "blob":
    case "document":
    case "bigInteger":
    case "bigDecimal":
      return shape.type;
    default:
      return "integer";
  }
}
