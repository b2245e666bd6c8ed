import fc from "fast-check";
import { type Bounds, lies, rangeConstraint } from "./constraint-texts.js";
import {
  type InvalidValue,
  jsonValuesOtherThan,
  type MistypedValue,
  oneOf,
  ownError,
  rememberingDepths,
  type ShapeArbitraries,
  wrongType,
} from "./shape-arbitraries.js";

export interface NumberConstraints {
  readonly range?: Bounds;
  /** The error that the model names for these constraints. */
  readonly error?: string;
}

/** Whole numbers of up to 32 bits. */
export function integerShape(
  type: "byte" | "short" | "integer",
  constraints: NumberConstraints = {},
): ShapeArbitraries<number> {
  const [min, max] = { byte: [-128, 127], short: [-32_768, 32_767], integer: [-(2 ** 31), 2 ** 31 - 1] }[type] as [
    number,
    number,
  ];
  return wholeNumbers(min, max, constraints);
}

/** 64-bit numbers, as far as JavaScript's own numbers hold them. */
export function longShape(constraints: NumberConstraints = {}): ShapeArbitraries<number> {
  return wholeNumbers(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, constraints);
}

function wholeNumbers(min: number, max: number, { error, range = {} }: NumberConstraints): ShapeArbitraries<number> {
  const within = (bounds: { min: number; max: number }): fc.Arbitrary<number> =>
    fc.maxSafeInteger().chain(() => fc.integer(bounds));
  const low = Math.max(min, Number(range.min ?? min));
  const high = Math.min(max, Number(range.max ?? max));
  const draw = (from: number, to: number): fc.Arbitrary<number> | undefined =>
    from > to ? undefined : isSmall(from, to) ? fc.integer({ min: from, max: to }) : within({ min: from, max: to });
  const failure = { path: "", constraint: rangeConstraint(range), ...ownError(error) };
  return {
    valid: () => draw(low, high) ?? fc.constant(low),
    invalid: () => oneOf([draw(min, low - 1), draw(high + 1, max)])?.map((value) => ({ value, failure })),
    mistyped: () =>
      fc
        .oneof(jsonValuesOtherThan("number"), fc.constantFrom<unknown>(1.5, "7", 1e30))
        .map((value): MistypedValue => ({ value, path: "" })),
    complete: (value) => value,
    problems(value, path) {
      if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
        return wrongType(path, `a whole number from ${min} to ${max}`);
      }
      return lies(value, range) ? [] : [{ ...failure, path }];
    },
  };
}

function isSmall(from: number, to: number): boolean {
  return to - from <= 2 ** 52;
}

/** Whole numbers with all their digits: 64-bit ones, or of any length. */
export function bigIntegerShape(
  type: "long" | "bigInteger",
  { error, range = {} }: NumberConstraints = {},
): ShapeArbitraries<bigint> {
  const [min, max] = type === "long" ? [-(2n ** 63n), 2n ** 63n - 1n] : [-(10n ** 60n), 10n ** 60n];
  const low = range.min === undefined ? min : BigInt(range.min);
  const high = range.max === undefined ? max : BigInt(range.max);
  const draw = (from: bigint, to: bigint): fc.Arbitrary<bigint> | undefined =>
    from > to ? undefined : fc.bigInt({ min: from, max: to });
  const failure = { path: "", constraint: rangeConstraint(range), ...ownError(error) };
  return {
    valid: () => draw(low, high) ?? fc.constant(low),
    invalid: () =>
      oneOf([draw(min, low - 1n), draw(high + 1n, max)])?.map((value): InvalidValue => ({ value, failure })),
    mistyped: () => undefined,
    complete: (value) => value,
    problems(value, path) {
      if (typeof value !== "bigint") return wrongType(path, "a whole number");
      return lies(value, range) ? [] : [{ ...failure, path }];
    },
  };
}

/** Numbers with a fraction: of 32 or of 64 bits, NaN and the infinities among them where the range allows that. */
export function floatShape(
  type: "float" | "double",
  { error, range }: NumberConstraints = {},
): ShapeArbitraries<number> {
  const make = type === "float" ? fc.float : fc.double;
  const bounds = {
    ...(range?.min !== undefined && { min: Number(range.min) }),
    ...(range?.max !== undefined && { max: Number(range.max) }),
  };
  const failure = { path: "", constraint: rangeConstraint(range ?? {}), ...ownError(error) };
  const outside = [
    ...(range?.min === undefined ? [] : [Number(range.min) - 1, Number.NEGATIVE_INFINITY]),
    ...(range?.max === undefined ? [] : [Number(range.max) + 1, Number.POSITIVE_INFINITY]),
    ...(range === undefined ? [] : [Number.NaN]),
  ];
  return {
    // JSON has no negative zero.
    valid: rememberingDepths(() =>
      make({ ...bounds, noNaN: range !== undefined }).map((value) => (value === 0 ? 0 : value)),
    ),
    invalid: () =>
      outside.length === 0 ? undefined : fc.constantFrom(...outside).map((value) => ({ value, failure })),
    mistyped: () => jsonValuesOtherThan("number").map((value) => ({ value, path: "" })),
    complete: (value) => value,
    problems(value, path) {
      if (typeof value !== "number") return wrongType(path, "a number");
      return range === undefined || lies(value, range) ? [] : [{ ...failure, path }];
    },
  };
}

/** Decimal numbers, as texts. Those of a range are whole numbers. */
export function bigDecimalShape({ error, range }: NumberConstraints = {}): ShapeArbitraries<string> {
  const { invalid, valid } = bigIntegerShape("bigInteger", {
    ...(range !== undefined && { range }),
    ...ownError(error),
  });
  const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,20})?$/u);
  return {
    valid: () => (range === undefined ? digits : valid(0).map(String)),
    invalid: () =>
      range === undefined ? undefined : invalid(0)?.map((each) => ({ ...each, value: String(each.value) })),
    mistyped: () => undefined,
    complete: (value) => value,
    problems: (value, path) => (typeof value === "string" ? [] : wrongType(path, "a number")),
  };
}
