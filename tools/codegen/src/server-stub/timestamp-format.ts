import { ModelError } from "../smithy-ast/model.ts";
import type { Traits } from "../smithy-ast/traits.ts";

/**
 * The form of a timestamp, as the runtime's functions name it. The protocol's own is seconds since 1970.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#shape-serialization
 */
export function timestampFormat(traits: Traits): "EpochSeconds" | "DateTime" | "HttpDate" {
  const format = traits.text("smithy.api#timestampFormat") ?? "epoch-seconds";
  switch (format) {
    case "epoch-seconds":
      return "EpochSeconds";
    case "date-time":
      return "DateTime";
    case "http-date":
      return "HttpDate";
    default:
      throw new ModelError(`The timestamp format ${JSON.stringify(format)} is unknown.`);
  }
}
