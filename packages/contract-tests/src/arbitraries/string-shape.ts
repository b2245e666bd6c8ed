import fc from "fast-check";
import { type Bounds, lengthConstraint, lies } from "./constraint-texts.js";
import {
  type InvalidValue,
  jsonValuesOtherThan,
  oneOf,
  ownError,
  rememberingDepths,
  type ShapeArbitraries,
  wrongType,
} from "./shape-arbitraries.js";

export interface StringConstraints {
  /** Bounds of the length in code points. */
  readonly length?: Bounds;
  /** The regular expression as the model has it. */
  readonly pattern?: string;
  /** The same for Unicode mode, where that does not take the model's. */
  readonly expression?: string;
  /** Whether it is sent as a header field too, so that it has visible ASCII characters only. */
  readonly header?: boolean;
  /** The error that the model names for these constraints. */
  readonly error?: string;
}

/** Above this a text that is too long is not made: it costs more than it tells. */
const LONGEST = 100_000;

/** How many values are looked at before it is taken that there are none of a kind. */
const TRIES = 500;
const SEED = 7;

/** Texts, with a length and a pattern. */
export function stringShape(constraints: StringConstraints = {}): ShapeArbitraries<string> {
  const valid = rememberingDepths(() => validTexts(constraints));
  return {
    valid: () => valid(0),
    invalid: rememberingDepths(() => oneOf([wrongLength(constraints, valid(0)), wrongPattern(constraints, valid(0))])),
    mistyped: () => jsonValuesOtherThan("string").map((value) => ({ value, path: "" })),
    complete: (value) => value,
    problems: (value, path) =>
      typeof value === "string" ? problems(constraints, value, path) : wrongType(path, "a string"),
  };
}

function problems(constraints: StringConstraints, text: string, path: string): readonly InvalidValue["failure"][] {
  const { length = {}, pattern } = constraints;
  const error = ownError(constraints.error);
  const count = codePoints(text);
  if (!lies(count, length)) return [{ path, length: count, constraint: lengthConstraint(length), ...error }];
  if (matches(constraints, text)) return [];
  return [{ path, constraint: patternConstraint(pattern), ...error }];
}

function patternConstraint(pattern: string | undefined): string {
  return `Member must satisfy regular expression pattern: ${pattern}`;
}

function validTexts(constraints: StringConstraints): fc.Arbitrary<string> {
  const { length = {}, pattern } = constraints;
  const minLength = Number(length.min ?? 0);
  const isLong = length.max === undefined || length.max > LONGEST;
  const bounds = isLong ? { minLength } : { minLength, maxLength: Number(length.max) };
  if (pattern !== undefined) return matchingTexts(constraints, bounds);
  if (constraints.header === true) return fc.string({ ...bounds, unit: visibleAscii });
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ ...bounds, unit: "grapheme-ascii" }) },
    {
      weight: 1,
      arbitrary: fc.string({ ...bounds, unit: codePoint }).filter((text) => lies(codePoints(text), length)),
    },
  );
}

/**
 * Every code point but the surrogates. fast-check's own unit for them, `binary`, enters all 1.1 million into a map before
 * the first text is drawn, which takes longer than a thousand texts.
 */
const codePoint: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800));

const visibleAscii: fc.Arbitrary<string> = fc
  .integer({ min: 0x21, max: 0x7e })
  .map((code) => String.fromCharCode(code));

/** Texts that match the pattern, as the pattern says or, where fast-check does not know a part of it, by trial. */
function matchingTexts(constraints: StringConstraints, bounds: fc.StringConstraints): fc.Arbitrary<string> {
  const fits = (text: string): boolean => problems(constraints, text, "").length === 0;
  const expression = expressionOf(constraints);
  const made = [() => fc.stringMatching(expression), () => fc.string(bounds)];
  for (const make of made) {
    const arbitrary = attempt(make);
    if (arbitrary !== undefined && exists(arbitrary, fits)) return arbitrary.filter(fits);
  }
  throw new TypeError(
    `No text was found that matches the pattern ${constraints.pattern}. Write it without look-around assertions and back references.`,
  );
}

/** Texts that are too short or too long by one, which match the pattern where such texts are found. */
function wrongLength(
  constraints: StringConstraints,
  valid: fc.Arbitrary<string>,
): fc.Arbitrary<InvalidValue> | undefined {
  const { length } = constraints;
  if (length === undefined) return undefined;
  const { max, min = 0 } = length;
  const failing = (text: string): InvalidValue => ({
    value: text,
    failure: {
      path: "",
      length: codePoints(text),
      constraint: lengthConstraint(length),
      ...ownError(constraints.error),
    },
  });
  const tooShort = Number(min) === 0 ? undefined : valid.map((text) => shortened(constraints, text, Number(min) - 1));
  const isTooLong = max === undefined || max > LONGEST;
  const tooLong = isTooLong ? undefined : valid.map((text) => stretched(constraints, text, Number(max) + 1));
  return oneOf([tooShort, tooLong])?.map(failing);
}

/** The part of a text that matches the pattern, if one does, or its beginning. */
function shortened(constraints: StringConstraints, text: string, length: number): string {
  const characters = [...text];
  for (let start = 0; start + length <= characters.length; start += 1) {
    const part = characters.slice(start, start + length).join("");
    if (matches(constraints, part)) return part;
  }
  return characters.slice(0, length).join("");
}

/** The text with one of its characters repeated until it has the length: one that keeps it matching, if there is one. */
function stretched(constraints: StringConstraints, text: string, length: number): string {
  const characters = [...text];
  const missing = length - characters.length;
  const repeated = (index: number): string => {
    const character = characters[index] ?? "a";
    return [...characters.slice(0, index), character.repeat(missing), ...characters.slice(index)].join("");
  };
  for (let index = 0; index < characters.length; index += 1) {
    if (matches(constraints, repeated(index))) return repeated(index);
  }
  return repeated(0);
}

/** Texts of a right length that do not match the pattern: valid ones with one change, and others. */
function wrongPattern(
  constraints: StringConstraints,
  valid: fc.Arbitrary<string>,
): fc.Arbitrary<InvalidValue> | undefined {
  const { length = {}, pattern } = constraints;
  if (pattern === undefined) return undefined;
  const isWrong = (text: string): boolean => lies(codePoints(text), length) && !matches(constraints, text);
  const candidates = [
    fc.constantFrom("", " ", "\n", "\u0000", "é"),
    fc.tuple(valid, fc.nat(), fc.constantFrom(" ", "\t", "!", "é", "")).map(([text, place, inserted]) => {
      const characters = [...text];
      characters.splice(place % (characters.length + 1), 1, inserted);
      return characters.join("");
    }),
    fc.string(),
  ];
  const failure = { path: "", constraint: patternConstraint(pattern), ...ownError(constraints.error) };
  const wrong = candidates.filter((candidate) => exists(candidate, isWrong)).map((each) => each.filter(isWrong));
  return oneOf(wrong)?.map((value) => ({ value, failure }));
}

function expressionOf({ expression, pattern = "" }: StringConstraints): RegExp {
  return new RegExp(expression ?? pattern, "u");
}

function matches(constraints: StringConstraints, text: string): boolean {
  return constraints.pattern === undefined || expressionOf(constraints).test(text);
}

function codePoints(text: string): number {
  return [...text].length;
}

/** Whether values of a kind are likely enough to wait for them. */
function exists<Value>(arbitrary: fc.Arbitrary<Value>, isWanted: (value: Value) => boolean): boolean {
  // Mostly the first few of them tell.
  return [TRIES / 25, TRIES].some((numRuns) => {
    const found = fc.sample(arbitrary, { numRuns, seed: SEED }).filter(isWanted).length;
    return found * 100 >= TRIES;
  });
}

function attempt<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
