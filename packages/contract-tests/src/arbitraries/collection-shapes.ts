import fc from "fast-check";
import { type Bounds, lengthConstraint, lies } from "./constraint-texts.js";
import {
  type Failure,
  type InvalidValue,
  jsonValuesOtherThan,
  oneOf,
  ownError,
  pathOf,
  rememberingDepths,
  type ShapeArbitraries,
  within,
  wrongType,
} from "./shape-arbitraries.js";

export interface CollectionConstraints {
  readonly length?: Bounds;
  readonly uniqueItems?: boolean;
  /** Whether elements or values may be null. */
  readonly sparse?: boolean;
  /** The error that the model names for these constraints. */
  readonly error?: string;
}

/** Above this, collections that are too long are not made. */
const MOST_ELEMENTS = 1000;

/** Lists. The element's shape is named late, because it may contain the list. */
export function listShape<Element>(
  element: () => ShapeArbitraries<Element>,
  constraints: CollectionConstraints & { readonly sparse: true },
): ShapeArbitraries<(Element | null)[]>;
export function listShape<Element>(
  element: () => ShapeArbitraries<Element>,
  constraints?: CollectionConstraints,
): ShapeArbitraries<Element[]>;
export function listShape<Element>(
  element: () => ShapeArbitraries<Element>,
  constraints: CollectionConstraints = {},
): ShapeArbitraries<Element[]> {
  const { length = {}, sparse = false, uniqueItems = false } = constraints;
  const error = ownError(constraints.error);
  const min = Number(length.min ?? 0);
  const max = Number(length.max ?? Number.POSITIVE_INFINITY);
  const lists = (depth: number, minLength: number, maxLength: number | undefined): fc.Arbitrary<Element[]> => {
    const bounds = { minLength, ...(maxLength !== undefined && Number.isFinite(maxLength) && { maxLength }) };
    const drawn = element().valid(depth - 1);
    const elements = sparse ? (fc.option(drawn, { freq: 4 }) as fc.Arbitrary<Element>) : drawn;
    return uniqueItems ? fc.uniqueArray(elements, { ...bounds, selector: identity }) : fc.array(elements, bounds);
  };
  const valid = rememberingDepths((depth: number) => lists(depth, min, depth <= 0 ? min : max));
  const lengthFailing = (value: Element[]): InvalidValue => ({
    value,
    failure: { path: "", length: value.length, constraint: lengthConstraint(length), ...error },
  });
  const uniqueFailure: Failure = { path: "", constraint: "Member must have unique values", ...error };
  return {
    valid,
    invalid: rememberingDepths((depth) => {
      if (depth <= 0) return undefined;
      const tooShort = min > 0 ? lists(depth, min - 1, min - 1).map(lengthFailing) : undefined;
      const tooLong = max < MOST_ELEMENTS ? lists(depth, max + 1, max + 1).map(lengthFailing) : undefined;
      const twice =
        uniqueItems && max > 1
          ? lists(depth, Math.max(1, min - 1), max - 1).map((value): InvalidValue => {
              return { value: [...value, value[0]], failure: uniqueFailure };
            })
          : undefined;
      const wrongElement =
        max > 0
          ? element()
              .invalid(depth - 1)
              ?.chain((wrong) => placed(valid(depth), wrong))
          : undefined;
      return oneOf([tooShort, tooLong, twice, wrongElement]);
    }),
    mistyped: rememberingDepths((depth) => {
      const itself = jsonValuesOtherThan("list").map((value) => ({ value, path: "" }));
      if (depth <= 0) return itself;
      const elements = element()
        .mistyped(depth - 1)
        ?.map(({ path, value }) => ({ value: [value], path: `/0${path}` }));
      const none = sparse ? undefined : fc.constant({ value: [null], path: "/0" });
      return oneOf([itself, elements, none]);
    }),
    complete: (value) => value.map((each) => (each === null ? each : element().complete(each))),
    problems(value, path) {
      if (!Array.isArray(value)) return wrongType(path, "a list");
      const own = lies(value.length, length)
        ? []
        : [{ path, length: value.length, constraint: lengthConstraint(length), ...error }];
      const elements = value.flatMap((each, index) =>
        sparse && each === null ? [] : element().problems(each, pathOf(path, index)),
      );
      const isUnique = !uniqueItems || new Set(value.map(identity)).size === value.length;
      return [...own, ...elements, ...(isUnique ? [] : [{ ...uniqueFailure, path }])];
    },
  };
}

/** A list with one wrong element, in the place of one of its elements where it has any. */
function placed<Element>(lists: fc.Arbitrary<Element[]>, wrong: InvalidValue): fc.Arbitrary<InvalidValue> {
  return fc.tuple(lists, fc.nat()).map(([list, place]) => {
    const index = list.length === 0 ? 0 : place % list.length;
    const { failure } = within(wrong, index);
    return { value: list.length === 0 ? [wrong.value] : list.with(index, wrong.value as Element), failure };
  });
}

/** Maps with texts as keys. */
export function mapShape<Value>(
  key: () => ShapeArbitraries<string>,
  value: () => ShapeArbitraries<Value>,
  constraints: CollectionConstraints & { readonly sparse: true },
): ShapeArbitraries<Record<string, Value | null>>;
export function mapShape<Value>(
  key: () => ShapeArbitraries<string>,
  value: () => ShapeArbitraries<Value>,
  constraints?: CollectionConstraints,
): ShapeArbitraries<Record<string, Value>>;
export function mapShape<Value>(
  key: () => ShapeArbitraries<string>,
  value: () => ShapeArbitraries<Value>,
  constraints: CollectionConstraints = {},
): ShapeArbitraries<Record<string, Value>> {
  const { length = {}, sparse = false } = constraints;
  const error = ownError(constraints.error);
  const min = Number(length.min ?? 0);
  const max = Number(length.max ?? Number.POSITIVE_INFINITY);
  type Entries = Record<string, Value>;
  const maps = (depth: number, minKeys: number, maxKeys: number): fc.Arbitrary<Entries> => {
    const drawn = value().valid(depth - 1);
    const values = sparse ? (fc.option(drawn, { freq: 4 }) as fc.Arbitrary<Value>) : drawn;
    const keys = key()
      .valid(depth - 1)
      // An object literal cannot have it as a key of its own.
      .filter((name) => name !== "__proto__");
    return fc.dictionary(keys, values, {
      minKeys,
      ...(Number.isFinite(maxKeys) && { maxKeys }),
      noNullPrototype: true,
    });
  };
  const valid = rememberingDepths((depth: number) => maps(depth, min, depth <= 0 ? min : max));
  const lengthFailing = (entries: Entries): InvalidValue => ({
    value: entries,
    failure: { path: "", length: Object.keys(entries).length, constraint: lengthConstraint(length), ...error },
  });
  return {
    valid,
    invalid: rememberingDepths((depth) => {
      if (depth <= 0) return undefined;
      const tooFew = min > 0 ? maps(depth, min - 1, min - 1).map(lengthFailing) : undefined;
      const tooMany = max < MOST_ELEMENTS ? maps(depth, max + 1, max + 1).map(lengthFailing) : undefined;
      const wrongValue = value()
        .invalid(depth - 1)
        ?.chain((wrong) =>
          fc.tuple(
            key()
              .valid(depth - 1)
              .filter((name) => name !== "__proto__"),
            fc.constant(wrong),
          ),
        )
        .map(([name, wrong]) => ({ ...within(wrong, name), value: { [name]: wrong.value } }));
      // A key has no place of its own: its failure is the map's.
      const wrongKey = key()
        .invalid(depth - 1)
        ?.chain((wrong) => fc.tuple(fc.constant(wrong), value().valid(depth - 1)))
        .map(([wrong, entry]) => ({ value: { [String(wrong.value)]: entry }, failure: wrong.failure }));
      const hasRoom = min <= 1 && max >= 1;
      return oneOf([tooFew, tooMany, ...(hasRoom ? [wrongValue, wrongKey] : [])]);
    }),
    mistyped: rememberingDepths((depth) => {
      const itself = jsonValuesOtherThan("object").map((each) => ({ value: each, path: "" }));
      if (depth <= 0) return itself;
      const entries = fc
        .tuple(
          key()
            .valid(depth - 1)
            .filter((name) => name !== "__proto__"),
          value().mistyped(depth - 1) ?? itself,
        )
        .map(([name, wrong]) => ({ value: { [name]: wrong.value }, path: `${pathOf("", name)}${wrong.path}` }));
      return value().mistyped(depth - 1) === undefined ? itself : fc.oneof(itself, entries);
    }),
    complete: (entries) =>
      Object.fromEntries(
        Object.entries(entries).map(([name, each]) => [name, each === null ? each : value().complete(each)]),
      ),
    problems(entries, path) {
      if (typeof entries !== "object" || entries === null || Array.isArray(entries))
        return wrongType(path, "an object");
      const all = Object.entries(entries);
      const own = lies(all.length, length)
        ? []
        : [{ path, length: all.length, constraint: lengthConstraint(length), ...error }];
      const inner = all.flatMap(([name, each]) => [
        ...key().problems(name, path),
        ...(sparse && each === null ? [] : value().problems(each, pathOf(path, name))),
      ]);
      return [...own, ...inner];
    },
  };
}

/** A text that is the same for equal values, whatever the order of their members. */
function identity(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === "bigint") return `${each}n`;
    if (typeof each === "number" && !Number.isFinite(each)) return String(each);
    if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
