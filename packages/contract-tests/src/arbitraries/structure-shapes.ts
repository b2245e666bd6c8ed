import fc from "fast-check";
import {
  type InvalidValue,
  jsonValuesOtherThan,
  type MistypedValue,
  oneOf,
  ownError,
  pathOf,
  rememberingDepths,
  type ShapeArbitraries,
  within,
  wrongType,
} from "./shape-arbitraries.js";

/** A member of a structure. */
export interface MemberArbitraries<Value> {
  readonly shape: ShapeArbitraries<Value>;
  readonly isRequired: boolean;
  /** Makes the value of an absent member, where the model has one. */
  readonly defaultValue?: () => Value;
  /** The error that the model names for an absent member. */
  readonly error?: string;
}

/** A member that must be present. */
export function required<Value>(
  shape: ShapeArbitraries<Value>,
  options: Pick<MemberArbitraries<Value>, "defaultValue" | "error"> = {},
): MemberArbitraries<Value> {
  return { shape, isRequired: true, ...options };
}

/** A member that may be absent. */
export function optional<Value>(
  shape: ShapeArbitraries<Value>,
  options: Pick<MemberArbitraries<Value>, "defaultValue"> = {},
): MemberArbitraries<Value> {
  return { shape, isRequired: false, ...options };
}

/** The members of a structure's type. */
export type StructureMembers<Value> = {
  readonly [Name in keyof Value]-?: MemberArbitraries<Exclude<Value[Name], undefined>>;
};

type AnyMembers = Readonly<Record<string, MemberArbitraries<unknown>>>;
type JsonObject = Readonly<Record<string, unknown>>;

/** Structures. The members are named late, because a structure may contain itself. */
export function structureShape<Value extends object>(members: () => StructureMembers<Value>): ShapeArbitraries<Value> {
  const all = (): readonly (readonly [string, MemberArbitraries<unknown>])[] => Object.entries(members() as AnyMembers);
  const valid = rememberingDepths((depth: number) => {
    const present = all().filter(([, { isRequired }]) => isRequired || depth > 1);
    const model = Object.fromEntries(present.map(([name, { shape }]) => [name, shape.valid(depth - 1)]));
    const requiredKeys = present.filter(([, member]) => isNeeded(member)).map(([name]) => name);
    return fc.record<JsonObject>(model, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<object>;
  });
  return {
    valid: valid as (depth: number) => fc.Arbitrary<Value>,
    invalid: rememberingDepths((depth) => {
      if (depth <= 0) return undefined;
      return oneOf(
        all().flatMap(([name, member]) => [
          isNeeded(member) ? valid(depth).map((value) => without(value, name, member.error)) : undefined,
          member.shape
            .invalid(depth - 1)
            ?.chain((wrong) => valid(depth).map((value) => withMember(value, name, wrong))),
        ]),
      );
    }),
    mistyped: rememberingDepths((depth) => {
      const itself = jsonValuesOtherThan("object").map((value): MistypedValue => ({ value, path: "" }));
      if (depth <= 0) return itself;
      const wrongMembers = all().map(([name, { shape }]) =>
        shape.mistyped(depth - 1)?.chain((wrong) =>
          valid(depth).map((value): MistypedValue => {
            return { value: { ...value, [name]: wrong.value }, path: `${pathOf("", name)}${wrong.path}` };
          }),
        ),
      );
      return oneOf([itself, ...wrongMembers]);
    }),
    complete: (value) => completed(value as JsonObject, all()) as Value,
    problems(value, path) {
      if (!isObject(value)) return wrongType(path, "an object");
      return all().flatMap(([name, member]) => {
        const each = Object.hasOwn(value, name) ? value[name] : undefined;
        if (each !== undefined && each !== null) return member.shape.problems(each, pathOf(path, name));
        return isNeeded(member) ? [missing(pathOf(path, name), member.error)] : [];
      });
    },
  };
}

/** Unions: objects with exactly one of the members. */
export function unionShape<Value extends object>(
  members: () => Readonly<Record<string, ShapeArbitraries<unknown>>>,
): ShapeArbitraries<Value> {
  const all = (): readonly (readonly [string, ShapeArbitraries<unknown>])[] => Object.entries(members());
  return {
    valid: rememberingDepths((depth) => {
      // Where no level is left, the first member must do.
      const open = depth > 0 ? all() : all().slice(0, 1);
      return fc.oneof(...open.map(([name, shape]) => shape.valid(depth - 1).map((value) => ({ [name]: value }))));
    }) as (depth: number) => fc.Arbitrary<Value>,
    invalid: rememberingDepths((depth) => {
      if (depth <= 0) return undefined;
      return oneOf(all().map(([name, shape]) => shape.invalid(depth - 1)?.map((wrong) => withMember({}, name, wrong))));
    }),
    mistyped: rememberingDepths((depth) => {
      const itself = fc.constantFrom<unknown>("text", 7, [], {}).map((value): MistypedValue => ({ value, path: "" }));
      if (depth <= 0) return itself;
      const wrongMembers = all().map(([name, shape]) =>
        shape
          .mistyped(depth - 1)
          ?.map(({ path, value }) => ({ value: { [name]: value }, path: `${pathOf("", name)}${path}` })),
      );
      return oneOf([itself, ...wrongMembers]);
    }),
    complete(value) {
      const [[name, each] = ["", undefined]] = Object.entries(value);
      const shape = members()[name];
      return (shape === undefined ? value : { [name]: shape.complete(each as never) }) as Value;
    },
    problems(value, path) {
      if (!isObject(value)) return wrongType(path, "an object");
      const set = Object.entries(value).filter(([, each]) => each !== undefined && each !== null);
      const [[name, each] = ["", undefined], ...others] = set;
      const shape = new Map(all()).get(name);
      if (shape === undefined || others.length > 0) return wrongType(path, "an object with exactly one known member");
      return shape.problems(each, pathOf(path, name));
    },
  };
}

/** Whether a member's absence violates a constraint. */
function isNeeded({ defaultValue, isRequired }: MemberArbitraries<unknown>): boolean {
  return isRequired && defaultValue === undefined;
}

function without(value: object, name: string, error: string | undefined): InvalidValue {
  const { [name]: _, ...others } = value as JsonObject;
  return { value: others, failure: missing(pathOf("", name), error) };
}

function missing(path: string, error: string | undefined): InvalidValue["failure"] {
  return { path, constraint: "Member must not be null", ...ownError(error) };
}

function withMember(value: object, name: string, wrong: InvalidValue): InvalidValue {
  return { ...within(wrong, name), value: { ...value, [name]: wrong.value } };
}

function completed(value: JsonObject, members: readonly (readonly [string, MemberArbitraries<unknown>])[]): JsonObject {
  const entries = members.flatMap(([name, { defaultValue, shape }]) => {
    const own = Object.hasOwn(value, name) ? value[name] : undefined;
    if (own === undefined) return defaultValue === undefined ? [] : [[name, defaultValue()] as const];
    return [[name, shape.complete(own as never)] as const];
  });
  return Object.fromEntries(entries);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
