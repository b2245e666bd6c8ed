import { expect, it } from "vitest";
import { keyFingerprint } from "./key-fingerprint.js";

it("names an issuer's key by account and issuer", () => {
  expect(keyFingerprint("123456789012", "Example Vendor")).toBe("aws:123456789012:Example Vendor:issuer-fingerprint");
});

it.each([
  ["", "Example Vendor"],
  ["1234:5678", "Example Vendor"],
  ["123456789012", ""],
])("refuses the account %j with the issuer %j", (account, issuerName) => {
  expect(() => keyFingerprint(account, issuerName)).toThrow(TypeError);
});
