import { expect, expectTypeOf, it } from "vitest";
import type { BorrowTokenClaims } from "../src/generated/index.js";
import { borrowTokenClaimsProfile } from "../src/generated/index.js";

/** The layout of tokens, written out: a change of the model that alters it fails here. */

it("tokens have these claims and no others", () => {
  expectTypeOf<keyof BorrowTokenClaims>().toEqualTypeOf<
    | "checkoutMetadata"
    | "entitlementsAllowed"
    | "expiration"
    | "issuedAt"
    | "issuer"
    | "licenseArn"
    | "licenseConsumptionToken"
    | "nodeId"
  >();
});

it("tokens have these registered claims and no others", () => {
  expect(borrowTokenClaimsProfile.registeredClaims).toEqual(["exp", "iat", "iss", "jti", "nbf"]);
});

it("tokens are signed with PS384 by keys of 2,048 bits or more, which their thumbprints name", () => {
  expect(borrowTokenClaimsProfile).toMatchObject({
    algorithm: "PS384",
    keyId: "JWK_THUMBPRINT",
    minimumModulusLength: 2048,
  });
});
