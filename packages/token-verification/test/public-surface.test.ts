import { expect, expectTypeOf, it } from "vitest";
import * as errors from "../src/borrow-token-error.js";
import * as verification from "../src/index.js";
import * as issuer from "../src/issuer/index.js";
import * as node from "../src/node/index.js";

it("exports what the documentation names, and nothing else", () => {
  expect(
    Object.keys(verification)
      .filter((name) => !/^Borrow.*Error$/.test(name))
      .sort(),
  ).toEqual([
    "BorrowedLicense",
    "EntitlementDataUnit",
    "createBorrowTokenVerifier",
    "isBorrowTokenError",
    "verifyBorrowToken",
  ]);
  expect(
    Object.keys(node)
      .filter((name) => !(name in verification))
      .sort(),
  ).toEqual(["createSyncBorrowTokenVerifier", "machineNodeId", "textFile", "verifyBorrowTokenSync"]);
  expect(node).toMatchObject(verification);
  expect(Object.keys(issuer).sort()).toEqual([
    "BorrowTokenError",
    "EntitlementDataUnit",
    "awsKmsSigner",
    "createBorrowTokenIssuer",
    "generateSigningKey",
    "isBorrowTokenError",
    "keyFingerprint",
  ]);
});

it("exports every error", () => {
  expect(verification).toMatchObject(errors);
});

it("has a class for every code", () => {
  expectTypeOf<verification.BorrowTokenErrorCode>().toEqualTypeOf<
    | "algorithm"
    | "claim-invalid"
    | "claim-missing"
    | "clock-rolled-back"
    | "entitlement-missing"
    | "expired"
    | "header-not-allowed"
    | "key-unfit"
    | "key-unknown"
    | "malformed"
    | "node-unknown"
    | "not-yet-valid"
    | "oversized"
    | "signature"
    | "state-invalid"
    | "state-missing"
    | "token-missing"
    | "unbound"
    | "worse-lease"
    | "wrong-issuer"
    | "wrong-license"
    | "wrong-node"
  >();
});

it("narrows a caught error by its code", () => {
  const caught = new verification.BorrowTokenClaimInvalidError("nodeId", "The claim nodeId is wrong.") as unknown;
  if (!verification.isBorrowTokenError(caught)) throw caught;
  // @ts-expect-error: not every error has a claim.
  expect(caught.claim).toBe("nodeId");
  if (caught.code === "claim-invalid") expectTypeOf(caught.claim).toEqualTypeOf<string>();
});

it("types claims as the model has them", () => {
  expectTypeOf<verification.BorrowTokenClaims["expiration"]>().toEqualTypeOf<Date>();
  expectTypeOf<verification.BorrowTokenClaims["entitlementsAllowed"]>().toEqualTypeOf<
    readonly verification.EntitlementData[]
  >();
  const entitlement: verification.EntitlementData = { Name: "seats", Value: "2", Unit: "Count" };
  // @ts-expect-error: the model has no such unit.
  const unknown: verification.EntitlementData = { Name: "seats", Value: "2", Unit: "Seats" };
  expect([entitlement, unknown]).toHaveLength(2);
});
