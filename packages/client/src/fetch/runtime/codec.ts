import { Misread, readAt } from "./misread.js";

/**
 * How values of one shape are read from parsed JSON and written to what `JSON.stringify` takes.
 *
 * Responses are read as clients of this protocol read them: unknown members and enum values are no fault, `null` means
 * absent. Requests are written as they are given: whether a value satisfies the model's constraints is for the server to
 * say.
 */
export interface Codec<Value> {
  /** @throws {Misread} where the JSON is of another type */
  read(json: unknown): Value;
  write(value: Value): unknown;
  /** What is sent where the caller gives nothing: an idempotency token, or a member's default. */
  whenAbsent?(): Value;
  /** What stands in an output where the server sends nothing: a member's default. */
  whenMissing?(): Value;
}

/** A codec for each member. */
type MemberCodecs<Value> = { readonly [Name in keyof Value]-?: Codec<Exclude<Value[Name], undefined>> };

type Members = readonly (readonly [string, Codec<unknown>])[];

type JsonObject = Readonly<Record<string, unknown>>;

/** Structures. The members come from a function, so that shapes may contain each other and nothing runs on import. */
export function structure<Value extends object>(members: () => MemberCodecs<Value>): Codec<Value> {
  let known: Members | undefined;
  const all = (): Members => {
    known ??= Object.entries<Codec<unknown>>(members());
    return known;
  };
  return {
    read(json) {
      const source = objectOf(json);
      const result: Record<string, unknown> = {};
      for (const [name, codec] of all()) {
        const value = Object.hasOwn(source, name) ? source[name] : undefined;
        if (value !== undefined && value !== null) result[name] = readAt(name, codec, value);
        else if (codec.whenMissing !== undefined) result[name] = codec.whenMissing();
      }
      return result as Value;
    },
    write(value) {
      const source = value as JsonObject;
      const result: Record<string, unknown> = {};
      for (const [name, codec] of all()) {
        const member = (Object.hasOwn(source, name) ? source[name] : undefined) ?? codec.whenAbsent?.();
        if (member !== undefined) result[name] = codec.write(member);
      }
      return result;
    },
  };
}

/** Unions: objects with one member. One that the model does not have is kept as `$unknown`. */
export function union<Value extends object>(
  members: () => { readonly [Name in Exclude<Keys<Value>, "$unknown">]: Codec<Variant<Value, Name>> },
): Codec<Value> {
  const codecOf = (name: string): Codec<unknown> | undefined => {
    const all = members() as Readonly<Record<string, Codec<unknown>>>;
    return Object.hasOwn(all, name) ? all[name] : undefined;
  };
  return {
    read(json) {
      const [name, value] = onlyEntry(objectOf(json));
      const codec = codecOf(name);
      const result = codec === undefined ? { $unknown: [name, value] } : { [name]: readAt(name, codec, value) };
      return result as Value;
    },
    write(value) {
      const [name, member] = onlyEntry(value as JsonObject);
      if (name === "$unknown") return Object.fromEntries([member as [string, unknown]]);
      return { [name]: codecOf(name)?.write(member) };
    },
  };
}

/** The names of all members of a union, whichever of its variants has them. */
type Keys<Value> = Value extends unknown ? keyof Value : never;

/** The value of one member of a union. */
type Variant<Value, Name extends PropertyKey> = Value extends { readonly [Each in Name]: infer Member }
  ? Member
  : never;

/** Lists. Those that are not sparse have no `null`. */
export function list<Value>(member: () => Codec<Value>): Codec<Value[]> {
  return {
    read: (json) => present(arrayOf(json)).map((value, index) => readAt(index, member(), value)),
    write: (values) => present(values).map((value) => member().write(value)),
  };
}

/** Maps. */
export function map<Value>(member: () => Codec<Value>): Codec<Record<string, Value>> {
  return {
    read: (json) => mapped(objectOf(json), (value, name) => readAt(name, member(), value)),
    write: (values) => mapped(values, (value) => member().write(value)),
  };
}

/** Lists that keep `null`. */
export function sparseList<Value>(member: () => Codec<Value>): Codec<(Value | null)[]> {
  return {
    read: (json) => arrayOf(json).map((value, index) => (value === null ? null : readAt(index, member(), value))),
    write: (values) => values.map((value) => (value === null ? null : member().write(value))),
  };
}

/** Maps that keep `null`. */
export function sparseMap<Value>(member: () => Codec<Value>): Codec<Record<string, Value | null>> {
  return {
    read: (json) => mapped(objectOf(json), (value, name) => readAt(name, member(), value), true),
    write: (values) => mapped(values, (value) => member().write(value as Value), true),
  };
}

/** A value of Smithy's `Unit`: an object without members. */
export const unit: Codec<object> = /* @__PURE__ */ structure(() => ({}));

/** Fills a member in that the caller left out. */
export function absentAs<Value>(codec: Codec<Value>, whenAbsent: () => Value): Codec<Value> {
  return { ...codec, whenAbsent };
}

/** Fills a member in that the server left out. */
export function missingAs<Value>(codec: Codec<Value>, whenMissing: () => Value): Codec<Value> {
  return { ...codec, whenMissing };
}

/** The idempotency token of a request whose caller gives none, the same for each of its attempts. */
export function idempotencyToken(codec: Codec<string>): Codec<string> {
  return absentAs(codec, () => crypto.randomUUID());
}

function objectOf(json: unknown): JsonObject {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Misread("an object");
  return json as JsonObject;
}

function arrayOf(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new Misread("an array");
  return json;
}

function present<Value>(values: readonly Value[]): readonly Value[] {
  return values.filter((value) => value !== null && value !== undefined);
}

function mapped<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From, name: string) => To,
  keepsNull?: true,
): Record<string, To> {
  // A name such as `__proto__` becomes a member here, as it is one in JSON.
  const entries = Object.entries(values).flatMap(([name, value]): [string, To][] => {
    if (value === undefined || value === null) return keepsNull ? [[name, null as To]] : [];
    return [[name, change(value, name)]];
  });
  return Object.fromEntries(entries);
}

/** The one member that is set. A `__type` beside it says nothing here. */
function onlyEntry(value: JsonObject): readonly [string, unknown] {
  const [only, ...others] = Object.entries(value).filter(
    ([name, member]) => member !== null && member !== undefined && name !== "__type",
  );
  if (only === undefined || others.length > 0) throw new Misread("an object with exactly one member");
  return only;
}
