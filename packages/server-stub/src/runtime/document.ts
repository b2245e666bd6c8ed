import { numberOf } from "./exact-numbers.js";
import type { Key, ValueVisitor } from "./value-visitor.js";

/** A JSON value of any kind, the type of Smithy's documents. */
export type DocumentValue =
  | string
  | number
  | boolean
  | null
  | readonly DocumentValue[]
  | { readonly [name: string]: DocumentValue };

/** A document of an input. Its objects have no prototype, so a name that everything inherits means nothing. */
export function readDocument(value: unknown, key: Key | undefined, visitor: ValueVisitor): DocumentValue {
  return copyOf(value, key, visitor);
}

/** A document of an output. */
export function writeDocument(value: unknown, key: Key | undefined, visitor: ValueVisitor): DocumentValue {
  return copyOf(value, key, visitor);
}

function copyOf(value: unknown, key: Key | undefined, visitor: ValueVisitor): DocumentValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  const number = numberOf(value);
  if (number !== undefined && Number.isFinite(number)) return number;
  if (Array.isArray(value)) return copyOfArray(value, key, visitor);
  if (number !== undefined || typeof value !== "object" || isNoJson(value)) {
    throw visitor.mistyped(key, "a JSON value");
  }
  if (key !== undefined) visitor.enter(key);
  const copy = Object.create(null) as Record<string, DocumentValue>;
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) copy[name] = copyOf(member, name, visitor);
  }
  if (key !== undefined) visitor.leave();
  return copy;
}

/** Objects whose content is not in their members: JSON would have nothing of it. */
function isNoJson(value: object): boolean {
  const kinds = [Date, Map, Set, ArrayBuffer, Promise];
  return ArrayBuffer.isView(value) || kinds.some((kind) => value instanceof kind);
}

function copyOfArray(values: readonly unknown[], key: Key | undefined, visitor: ValueVisitor): DocumentValue {
  if (key !== undefined) visitor.enter(key);
  const copy = values.map((element, index) => copyOf(element, index, visitor));
  if (key !== undefined) visitor.leave();
  return copy;
}
