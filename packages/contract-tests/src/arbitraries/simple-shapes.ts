import fc from "fast-check";
import { type Bounds, lengthConstraint, lies } from "./constraint-texts.js";
import {
  jsonValuesOtherThan,
  oneOf,
  ownError,
  rememberingDepths,
  type ShapeArbitraries,
  wrongType,
} from "./shape-arbitraries.js";

export function booleanShape(): ShapeArbitraries<boolean> {
  return {
    valid: () => fc.boolean(),
    invalid: () => undefined,
    mistyped: () => jsonValuesOtherThan("boolean").map((value) => ({ value, path: "" })),
    complete: (value) => value,
    problems: (value, path) => (typeof value === "boolean" ? [] : wrongType(path, "true or false")),
  };
}

/** Above this, bytes that are too many are not made. */
const MOST_BYTES = 100_000;

export function blobShape({
  error,
  length = {},
}: {
  readonly length?: Bounds;
  readonly error?: string;
} = {}): ShapeArbitraries<Uint8Array> {
  const min = Number(length.min ?? 0);
  const max = Math.min(Number(length.max ?? min + 100), min + 1000);
  const bytes = (from: number, to: number): fc.Arbitrary<Uint8Array> =>
    fc.uint8Array({ minLength: from, maxLength: to });
  const tooShort = min > 0 ? bytes(0, min - 1) : undefined;
  const tooMany = Number(length.max ?? MOST_BYTES) + 1;
  const tooLong = tooMany <= MOST_BYTES ? bytes(tooMany, tooMany) : undefined;
  const constraint = lengthConstraint(length);
  return {
    valid: () => bytes(min, max),
    invalid: rememberingDepths(() =>
      oneOf([tooShort, tooLong])?.map((value) => ({
        value,
        failure: { path: "", length: value.byteLength, constraint, ...ownError(error) },
      })),
    ),
    mistyped: () => undefined,
    complete: (value) => value,
    problems(value, path) {
      if (!(value instanceof Uint8Array)) return wrongType(path, "bytes");
      const { byteLength } = value;
      return lies(byteLength, length) ? [] : [{ path, length: byteLength, constraint, ...ownError(error) }];
    },
  };
}

/** Moments of the years 1 to 9999, in whole milliseconds or, for HTTP dates, seconds. */
export function timestampShape(format: "epoch-seconds" | "date-time" | "http-date"): ShapeArbitraries<Date> {
  const unit = format === "http-date" ? 1000 : 1;
  const min = new Date("0001-01-01T00:00:00Z");
  const max = new Date("9999-12-31T23:59:59Z");
  return {
    valid: () =>
      fc.date({ min, max, noInvalidDate: true }).map((date) => new Date(Math.floor(date.getTime() / unit) * unit)),
    invalid: () => undefined,
    mistyped: () => undefined,
    complete: (value) => value,
    problems: (value, path) => (value instanceof Date ? [] : wrongType(path, "a timestamp")),
  };
}

/** A JSON value, which is what a document holds. */
export type DocumentValue = null | boolean | number | string | DocumentValue[] | { [name: string]: DocumentValue };

export function documentShape(): ShapeArbitraries<DocumentValue> {
  return {
    // A document that is null cannot be told from an absent one.
    valid: () =>
      fc
        .jsonValue({ noUnicodeString: false } as never)
        .map((value) => JSON.parse(JSON.stringify(value)) as DocumentValue)
        .filter((value) => value !== null),
    invalid: () => undefined,
    mistyped: () => undefined,
    complete: (value) => value,
    problems: () => [],
  };
}

/** Values of Smithy's `Unit`: empty structures. */
export function unitShape(): ShapeArbitraries<Readonly<Record<string, never>>> {
  return {
    valid: () => fc.constant({}),
    invalid: () => undefined,
    mistyped: () => jsonValuesOtherThan("object").map((value) => ({ value, path: "" })),
    complete: (value) => value,
    problems: (value, path) =>
      typeof value === "object" && value !== null && !Array.isArray(value) ? [] : wrongType(path, "an object"),
  };
}

export interface EnumOptions {
  /** Whether other values than the model's are allowed. */
  readonly open?: boolean;
  /** Values that messages do not tell. */
  readonly internal?: readonly (string | number)[];
  /** The error that the model names for other values. */
  readonly error?: string;
}

/** One of the values of an enum. */
export function enumShape<Value extends string | number>(
  values: readonly Value[],
  { error, internal = [], open = false }: EnumOptions = {},
): ShapeArbitraries<Value> {
  const isText = typeof values[0] === "string";
  const told = values.filter((value) => !internal.includes(value));
  const failure = {
    path: "",
    constraint: `Member must satisfy enum value set: [${told.join(", ")}]`,
    ...ownError(error),
  };
  const isOther = (value: string | number): boolean => !values.includes(value as Value);
  const changed = fc.constantFrom(...values).chain((value) => fc.constantFrom(...neighbours(value)));
  const others: fc.Arbitrary<string | number> = isText
    ? fc.oneof(changed, fc.constantFrom("", "constructor", "__proto__"), fc.string())
    : fc.oneof(changed, fc.integer());
  return {
    valid: () => fc.constantFrom(...values),
    invalid: () => (open ? undefined : others.filter(isOther).map((value) => ({ value, failure }))),
    mistyped: () => jsonValuesOtherThan(isText ? "string" : "number").map((value) => ({ value, path: "" })),
    complete: (value) => value,
    problems(value, path) {
      if (typeof value !== (isText ? "string" : "number")) return wrongType(path, isText ? "a string" : "a number");
      return open || !isOther(value as Value) ? [] : [{ ...failure, path }];
    },
  };
}

/** Values that somebody could take for one of an enum. */
function neighbours(value: string | number): readonly (string | number)[] {
  if (typeof value === "number") return [value - 1, value + 1];
  return [value.toLowerCase(), `${value} `, `${value}X`, value.slice(1)];
}
