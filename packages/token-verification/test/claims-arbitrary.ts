import fc from "fast-check";
import { type BorrowTokenClaims, type EntitlementData, EntitlementDataUnit, type Metadata } from "../src/index.js";

const BASE64URL = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];

/** Texts that JSON has to escape, that patterns overlook and that objects inherit are among them. */
const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom("__proto__", "constructor", "toString", '"', "\\", "\u2028", "\n", "a.b.c"),
);

/**
 * Whether JSON.parse reads a member's name right. V8 13.6, which is in Node.js 24, takes the second and later names of an
 * object for a backslash where they are one character that JSON escapes.
 */
export function isReadableName(name: string): boolean {
  return name.length !== 1 || JSON.stringify(name).length === 3;
}

const nonEmptyText = text.filter((value) => value.length > 0);

const entitlement: fc.Arbitrary<EntitlementData> = fc.oneof(
  fc.record(
    { Name: text, Value: text, Unit: fc.constant(EntitlementDataUnit.NONE) },
    { requiredKeys: ["Name", "Unit"] },
  ),
  fc.record(
    {
      Name: text,
      Value: fc.maxSafeNat().map(String),
      Unit: fc.constantFrom(...Object.values(EntitlementDataUnit).filter((unit) => unit !== "None")),
    },
    { requiredKeys: ["Name", "Unit"] },
  ),
);

const metadata: fc.Arbitrary<Metadata[]> = fc.uniqueArray(
  fc.record({ Name: text.filter(isReadableName), Value: text }),
  {
    selector: ({ Name }) => Name,
    maxLength: 5,
  },
);

const wholeSecond = (min: string, max: string) =>
  fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

const licenseArn = fc
  .tuple(fc.stringMatching(/^[0-9]{12}$/), fc.stringMatching(/^l-[0-9a-f]{32}$/))
  .map(([account, id]) => `arn:aws:license-manager::${account}:license:${id}`);

/** Any claims that the model allows, with an issue before 2100 and an expiration behind it. */
export const borrowTokenClaims: fc.Arbitrary<BorrowTokenClaims> = fc.record(
  {
    licenseArn,
    licenseConsumptionToken: nonEmptyText,
    entitlementsAllowed: fc.array(entitlement, { minLength: 1, maxLength: 5 }),
    issuedAt: wholeSecond("1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"),
    expiration: wholeSecond("2100-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
    nodeId: nonEmptyText,
    checkoutMetadata: metadata,
    issuer: text,
  },
  { requiredKeys: ["licenseArn", "licenseConsumptionToken", "entitlementsAllowed", "issuedAt", "expiration"] },
);

/** A change of one character of a text: another base64url character or a dot in its place, one too many, one missing. */
export const characterChange: fc.Arbitrary<(text: string) => string> = fc
  .tuple(fc.nat(), fc.constantFrom("replace", "insert", "remove"), fc.constantFrom(...BASE64URL, ".", "=", " "))
  .map(([position, change, character]) => (original) => {
    const index = position % original.length;
    const behind = original.slice(change === "insert" ? index : index + 1);
    return original.slice(0, index) + (change === "remove" ? "" : character) + behind;
  });
