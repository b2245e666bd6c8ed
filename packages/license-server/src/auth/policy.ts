import * as v from "valibot";
import { didYouMean } from "../configuration/spelling.js";
import { OPERATION_NAMES } from "../operations/operation-names.js";

/** What an access key may do: what one of the statements allows, and nothing else. */
export interface Policy {
  readonly statements: readonly PolicyStatement[];
}

/** Allows operations on licenses. In the patterns `*` stands for any characters, also none. */
export interface PolicyStatement {
  /** Patterns of operations' names, such as `CheckoutBorrowLicense` or `Get*`. */
  readonly operations: readonly string[];
  /** Patterns of licenses' ARNs. A call that is about no single license needs the pattern `*`. */
  readonly licenses: readonly string[];
}

/** Allows everything. */
export const ADMINISTRATOR_POLICY: Policy = { statements: [{ operations: ["*"], licenses: ["*"] }] };

const MAXIMUM_STATEMENTS = 100;
const MAXIMUM_PATTERNS = 500;
const patternsOf = (pattern: RegExp): v.GenericSchema<unknown, string[]> =>
  v.pipe(v.array(v.pipe(v.string(), v.regex(pattern))), v.minLength(1), v.maxLength(MAXIMUM_PATTERNS));

const POLICY = v.strictObject({
  statements: v.pipe(
    v.array(
      v.strictObject({
        operations: patternsOf(/^[A-Za-z*]{1,64}$/),
        licenses: patternsOf(/^(?:\*|arn:[\x21-\x7e]{0,2044})$/),
      }),
    ),
    v.maxLength(MAXIMUM_STATEMENTS),
  ),
});

/**
 * Checks a policy that somebody wrote. A pattern that no operation has is refused: a key with it alone could do nothing.
 *
 * @throws TypeError naming the place of the first problem
 */
export function checkedPolicy(value: unknown): Policy {
  const result = v.safeParse(POLICY, value);
  if (result.success) {
    const patterns = result.output.statements.flatMap(({ operations }) => operations);
    const unknown = patterns.find((pattern) => !OPERATION_NAMES.some((name) => matches(pattern, name)));
    if (unknown === undefined) return result.output;
    const remedy = didYouMean(unknown, OPERATION_NAMES) ?? `Give * or some of ${OPERATION_NAMES.join(", ")}.`;
    throw new TypeError(`The policy allows ${unknown}, which is no operation. ${remedy}`);
  }
  const [issue] = result.issues;
  throw new TypeError(
    `The policy is not right at "${v.getDotPath(issue) ?? "its top"}". Give an object such as ` +
      '{"statements":[{"operations":["CheckoutBorrowLicense","Get*"],"licenses":["*"]}]}, whose licenses are ARNs, ' +
      "in both with * for any characters.",
  );
}

/**
 * Tells whether a policy allows a call.
 *
 * @param licenseArn the license that the call is about, where it is about a single one
 */
export function allows(policy: Policy, operation: string, licenseArn: string | undefined): boolean {
  return policy.statements.some(
    ({ licenses, operations }) =>
      operations.some((pattern) => matches(pattern, operation)) &&
      licenses.some((pattern) => pattern === "*" || (licenseArn !== undefined && matches(pattern, licenseArn))),
  );
}

/** Tells whether a policy allows an operation with any license at all. */
export function allowsSome(policy: Policy, operation: string): boolean {
  return policy.statements.some(({ operations }) => operations.some((pattern) => matches(pattern, operation)));
}

/** Compares with a pattern in time proportional to the text, which no pattern can make slow. */
function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return pattern === text;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let position = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, position);
    if (found < 0 || found + part.length > end) return false;
    position = found + part.length;
  }
  return true;
}
