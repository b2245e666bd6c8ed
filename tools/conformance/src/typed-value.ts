import type { JsonValue } from "@borrow-license/codegen/smithy-ast/ast";
import type { DataShape, Model } from "@borrow-license/codegen/smithy-ast/model";

/**
 * A value of a case, as a stub's service sees it. Cases write blobs as text, timestamps as seconds since 1970 and
 * numbers that JSON does not have as strings.
 *
 * @see https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html#parameter-format
 */
export function typedValue(model: Model, id: string, value: JsonValue): unknown {
  if (value === null) return null;
  if (id === "smithy.api#Unit") return {};
  const shape = model.dataShape(id);
  switch (shape.type) {
    case "structure":
    case "union":
      return typedMembers(model, shape, value as Readonly<Record<string, JsonValue>>);
    case "list":
      return (value as readonly JsonValue[]).map((element) => typedValue(model, shape.member.target, element));
    case "map":
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [key, typedValue(model, shape.value.target, entry as JsonValue)]),
      );
    case "blob":
      return new Uint8Array(new TextEncoder().encode(value as string));
    case "timestamp":
      return new Date(Number(value) * 1000);
    case "long":
    case "bigInteger":
      return BigInt(value as number);
    case "bigDecimal":
      return String(value);
    case "float":
    case "double":
      return Number(value);
    default:
      return value;
  }
}

function typedMembers(
  model: Model,
  shape: DataShape & { readonly type: "structure" | "union" },
  values: Readonly<Record<string, JsonValue>>,
): unknown {
  const entries = Object.entries(values).map(([name, value]) => {
    const member = shape.members.find((candidate) => candidate.name === name);
    if (member === undefined) throw new Error(`${shape.id} has no member ${name}.`);
    return [name, typedValue(model, member.target, value)] as const;
  });
  return Object.fromEntries(entries);
}

/** The least JSON value that a shape's constraints allow: an input with which an operation can be called. */
export function leastValue(model: Model, id: string): JsonValue {
  if (id === "smithy.api#Unit") return {};
  const shape = model.dataShape(id);
  if (shape.type === "list") return [];
  if (shape.type === "map") return {};
  if (shape.type !== "structure") return shape.type === "boolean" ? false : shape.type === "string" ? "" : 0;
  const required = shape.members.filter(({ traits }) => traits.required && !traits.has("smithy.api#default"));
  return Object.fromEntries(required.map(({ name, target }) => [name, leastValue(model, target)]));
}
