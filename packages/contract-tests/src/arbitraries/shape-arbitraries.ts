import fc from "fast-check";

/** A violated constraint, as a server has to report it. */
export interface Failure {
  /** The value's place: a JSON pointer (RFC 6901) over the members' names, such as `/Entitlements/0/Name`. */
  readonly path: string;
  /** The constraint, such as `Member must not be null`. */
  readonly constraint: string;
  /** The value's length, where the constraint is about that. */
  readonly length?: number;
  /** The error that the model names for this constraint, where it is not the service's. */
  readonly error?: string;
}

/** A value that violates one constraint of the model and no other. */
export interface InvalidValue {
  readonly value: unknown;
  readonly failure: Failure;
}

/** A JSON value in which one value has a type that the model does not allow there. */
export interface MistypedValue {
  readonly value: unknown;
  /** The place of the value with the wrong type, a JSON pointer. */
  readonly path: string;
}

/**
 * What can be made and said of a shape's values. Generated code makes one for each shape of a model.
 *
 * Values have the form that an application sees: `Uint8Array` for a blob, `Date` for a timestamp.
 */
export interface ShapeArbitraries<Value> {
  /** Values that satisfy every constraint. @param depth how many levels of nesting they may have at most */
  valid(depth: number): fc.Arbitrary<Value>;
  /** Values that violate one constraint each, or nothing where every value is valid. */
  invalid(depth: number): fc.Arbitrary<InvalidValue> | undefined;
  /** JSON values with one value of a wrong type, or nothing where the shape's JSON form is not the application's. */
  mistyped(depth: number): fc.Arbitrary<MistypedValue> | undefined;
  /** The value as the other side sees it: with the model's defaults in place of what is absent. */
  complete(value: Value): Value;
  /** What is wrong with a value that came from elsewhere. A wrong type is told as `Member must be a string`. */
  problems(value: unknown, path: string): readonly Failure[];
}

/** The value's type of a shape's arbitraries. */
export type ValueOf<Shape> = Shape extends ShapeArbitraries<infer Value> ? Value : never;

/** How deeply values are nested where nobody says otherwise. Recursive shapes end there. */
const DEPTH = 8;

/** Values that satisfy every constraint of a shape. */
export function validValues<Value>(shape: ShapeArbitraries<Value>): fc.Arbitrary<Value> {
  return shape.valid(DEPTH);
}

/** Values that violate one constraint each, with the failure to expect. Nothing where every value is valid. */
export function invalidValues(shape: ShapeArbitraries<unknown>): fc.Arbitrary<InvalidValue> | undefined {
  return shape.invalid(DEPTH);
}

/** JSON values with one value of a wrong type, with its place. */
export function mistypedValues(shape: ShapeArbitraries<unknown>): fc.Arbitrary<MistypedValue> | undefined {
  return shape.mistyped(DEPTH);
}

/** What is wrong with a value, by the model. Nothing where it is valid. Members that the model does not have may be there. */
export function problemsOf(shape: ShapeArbitraries<unknown>, value: unknown): readonly Failure[] {
  return shape.problems(value, "");
}

/** A failure in the words of the AWS server SDKs. */
export function failureText({ constraint, length, path }: Failure): string {
  const subject = length === undefined ? "Value" : `Value with length ${length}`;
  return `${subject} at '${path}' failed to satisfy constraint: ${constraint}`;
}

/** The message of the error for failures, in the words of the AWS server SDKs. */
export function validationMessage(failures: readonly Failure[]): string {
  const noun = failures.length === 1 ? "error" : "errors";
  return `${failures.length} validation ${noun} detected. ${failures.map(failureText).join("; ")}`;
}

/** The path of a member, an element or an entry. */
export function pathOf(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The same failure of a value that stands in another one. */
export function within({ failure, value }: InvalidValue, key: string | number): InvalidValue {
  return { value, failure: { ...failure, path: `${pathOf("", key)}${failure.path}` } };
}

/** A failure about a value's type, which a server reports as an error of serialization. */
export function wrongType(path: string, expected: string): readonly Failure[] {
  return [{ path, constraint: `Member must be ${expected}` }];
}

/** One of several arbitraries, or nothing where there is none. */
export function oneOf<Value>(
  arbitraries: readonly (fc.Arbitrary<Value> | undefined)[],
): fc.Arbitrary<Value> | undefined {
  const present = arbitraries.filter((arbitrary) => arbitrary !== undefined);
  return present.length === 0 ? undefined : fc.oneof(...present);
}

/** Remembers what was made for a depth: making arbitraries of a large shape costs more than drawing from them. */
export function rememberingDepths<Result>(make: (depth: number) => Result): (depth: number) => Result {
  const made = new Map<number, Result>();
  return (depth) => {
    if (!made.has(depth)) made.set(depth, make(depth));
    return made.get(depth) as Result;
  };
}

/** The member of failures that names their own error. */
export function ownError(error: string | undefined): { readonly error?: string } {
  return error === undefined ? {} : { error };
}

/** JSON values of every type but some, for places where they are wrong. */
export function jsonValuesOtherThan(
  ...allowed: readonly ("string" | "number" | "boolean" | "list" | "object")[]
): fc.Arbitrary<unknown> {
  const values = {
    string: fc.constantFrom("text", "7", "true", "{}"),
    number: fc.constantFrom(0, 7, -1.5),
    boolean: fc.boolean(),
    list: fc.constantFrom<readonly unknown[]>([], ["text"], [{}]),
    object: fc.constantFrom<object>({}, { Name: "text" }),
  };
  const others = Object.entries(values).filter(([type]) => !allowed.includes(type as keyof typeof values));
  return fc.oneof(...others.map(([, arbitrary]) => arbitrary as fc.Arbitrary<unknown>));
}
