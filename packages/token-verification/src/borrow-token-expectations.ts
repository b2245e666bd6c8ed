import {
  BorrowTokenEntitlementMissingError,
  BorrowTokenUnboundError,
  BorrowTokenWrongIssuerError,
  BorrowTokenWrongLicenseError,
  BorrowTokenWrongNodeError,
} from "./borrow-token-error.js";
import { type BorrowTokenClaims, type EntitlementData, EntitlementDataUnit } from "./generated/index.js";

/** What an application expects of a token. */
export interface BorrowTokenExpectations {
  /** The node that the application runs on. A token for another one is refused. */
  readonly nodeId?: string;
  /** Accepts a token that is bound to no node as well. False unless given. */
  readonly allowUnbound?: boolean;
  /** Accepts every node's token, and those that are bound to none. False unless given. */
  readonly ignoreNode?: boolean;
  /** The ARN of the license that was borrowed. Any unless given. */
  readonly licenseArn?: string;
  /** The name of the license's issuer. Any unless given. The cloud service's tokens name none. */
  readonly issuer?: string;
  /**
   * What has to be granted, in the form of the API: the entitlement of that name and unit, with a `Value` of at least
   * the expected one. A feature, whose unit is `None`, needs just the expected `Value`. Without a `Value` any will do.
   */
  readonly entitlements?: readonly EntitlementData[];
}

/** The names of all expectations. */
const EXPECTATIONS: readonly string[] = [
  "nodeId",
  "allowUnbound",
  "ignoreNode",
  "licenseArn",
  "issuer",
  "entitlements",
] satisfies (keyof BorrowTokenExpectations)[];

/**
 * Throws where an application expects something that nobody looks at: what is misspelled must not be passed over.
 *
 * @param others names that are allowed beside those of expectations
 * @throws TypeError which names what is unknown
 */
export function checkExpectationNames(expectations: object, others: readonly string[] = []): void {
  if (typeof expectations !== "object" || expectations === null) throw new TypeError("Expectations must be an object.");
  for (const name of Object.keys(expectations)) {
    if (EXPECTATIONS.includes(name) || others.includes(name)) continue;
    throw new TypeError(`There is no option ${name}. There are ${[...EXPECTATIONS, ...others].join(", ")}.`);
  }
}

/** Throws unless a token's claims are what the application expects. */
export function checkExpectations(claims: BorrowTokenClaims, expectations: BorrowTokenExpectations): void {
  if (expectations.ignoreNode !== true) checkNode(claims, expectations);
  checkLicense(claims, expectations);
  checkIssuer(claims, expectations);
  checkEntitlements(claims, expectations.entitlements ?? []);
}

function checkNode({ nodeId }: BorrowTokenClaims, expectations: BorrowTokenExpectations): void {
  if (nodeId === undefined) {
    if (expectations.allowUnbound === true) return;
    throw new BorrowTokenUnboundError(
      "The token is bound to no node. Borrow the license with a NodeId, or accept such tokens with allowUnbound.",
    );
  }
  if (nodeId === expectations.nodeId) return;
  throw new BorrowTokenWrongNodeError(
    expectations.nodeId === undefined
      ? `The token is bound to the node ${quoted(nodeId)} and no nodeId was expected. Give the nodeId of this node.`
      : `The token is bound to the node ${quoted(nodeId)}, not to ${quoted(expectations.nodeId)}. Borrow for this node.`,
  );
}

function checkLicense({ licenseArn }: BorrowTokenClaims, expectations: BorrowTokenExpectations): void {
  if (expectations.licenseArn === undefined || expectations.licenseArn === licenseArn) return;
  throw new BorrowTokenWrongLicenseError(
    `The token is for the license ${quoted(licenseArn)}, not for ${quoted(expectations.licenseArn)}. Borrow that one.`,
  );
}

function checkIssuer({ issuer }: BorrowTokenClaims, expectations: BorrowTokenExpectations): void {
  if (expectations.issuer === undefined || expectations.issuer === issuer) return;
  const actual = issuer === undefined ? "names no issuer" : `is of the issuer ${quoted(issuer)}`;
  throw new BorrowTokenWrongIssuerError(
    `The token ${actual}, and ${quoted(expectations.issuer)} is expected. Expect the issuer that your tokens name.`,
  );
}

/** The first of some entitlements that a token does not grant, or less of it. */
export function missingEntitlement(
  { entitlementsAllowed }: BorrowTokenClaims,
  entitlements: readonly EntitlementData[],
): EntitlementData | undefined {
  return entitlements.find((expected) => !entitlementsAllowed.some((granted) => covers(granted, expected)));
}

function checkEntitlements(claims: BorrowTokenClaims, entitlements: readonly EntitlementData[]): void {
  const missing = missingEntitlement(claims, entitlements);
  if (missing === undefined) return;
  const { Name, Unit, Value } = missing;
  const amount = Value === undefined ? "" : ` with ${quoted(Value)}`;
  throw new BorrowTokenEntitlementMissingError(
    Name,
    `The token does not grant ${quoted(Name)} in the unit ${Unit}${amount}. Borrow it as well.`,
  );
}

function covers(granted: EntitlementData, expected: EntitlementData): boolean {
  if (granted.Name !== expected.Name || granted.Unit !== expected.Unit) return false;
  if (expected.Value === undefined) return true;
  if (expected.Unit === EntitlementDataUnit.NONE) return granted.Value === expected.Value;
  return isAtLeast(granted.Value, expected.Value);
}

/** Compares whole numbers of any size. What is no whole number is never enough. */
function isAtLeast(granted: string | undefined, expected: string): boolean {
  const whole = /^\d+$/;
  if (granted === undefined || !whole.test(granted) || !whole.test(expected)) return false;
  return BigInt(granted) >= BigInt(expected);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
