import { describe, expect, it } from "vitest";
import { type BorrowTokenExpectations, checkExpectations } from "./borrow-token-expectations.js";
import type { BorrowTokenClaims } from "./generated/index.js";

const UNBOUND: BorrowTokenClaims = {
  licenseArn: "arn:aws:license-manager::123456789012:license:l-1",
  licenseConsumptionToken: "7f6f2b6c",
  entitlementsAllowed: [
    { Name: "seats", Value: "2", Unit: "Count" },
    { Name: "export", Unit: "None" },
    { Name: "edition", Value: "professional", Unit: "None" },
    { Name: "storage", Value: "about ten", Unit: "Gigabytes" },
    { Name: "traffic", Value: "9007199254740993", Unit: "Bytes" },
    { Name: "pages", Value: "100", Unit: "Count" },
  ],
  issuedAt: new Date("2026-03-01T10:00:00Z"),
  expiration: new Date("2026-03-02T10:00:00Z"),
};
const BOUND: BorrowTokenClaims = { ...UNBOUND, nodeId: "workstation-7" };

function codeOf(claims: BorrowTokenClaims, expectations: BorrowTokenExpectations): unknown {
  try {
    checkExpectations(claims, expectations);
    return "accepted";
  } catch (error) {
    return (error as { code: unknown }).code;
  }
}

describe("node", () => {
  it.each([
    ["the expected node's token", BOUND, { nodeId: "workstation-7" }, "accepted"],
    ["another node's token", BOUND, { nodeId: "workstation-8" }, "wrong-node"],
    ["a node's token where the name differs in case", BOUND, { nodeId: "Workstation-7" }, "wrong-node"],
    ["a node's token where no node is expected", BOUND, {}, "wrong-node"],
    ["a node's token where unbound ones are allowed", BOUND, { allowUnbound: true }, "wrong-node"],
    ["a node's token where the node is ignored", BOUND, { ignoreNode: true }, "accepted"],
    ["an unbound token where a node is expected", UNBOUND, { nodeId: "workstation-7" }, "unbound"],
    ["an unbound token where no node is expected", UNBOUND, {}, "unbound"],
    ["an unbound token where such are allowed", UNBOUND, { allowUnbound: true }, "accepted"],
    [
      "an unbound token where such are allowed beside a node's",
      UNBOUND,
      { nodeId: "a", allowUnbound: true },
      "accepted",
    ],
    ["an unbound token where the node is ignored", UNBOUND, { ignoreNode: true }, "accepted"],
  ])("judges %s", (_, claims, expectations, code) => {
    expect(codeOf(claims, expectations)).toBe(code);
  });

  it("names both nodes and the remedy", () => {
    expect(() => checkExpectations(BOUND, { nodeId: "workstation-8" })).toThrow(
      'The token is bound to the node "workstation-7", not to "workstation-8". Borrow for this node.',
    );
  });

  it("says that no node was expected", () => {
    expect(() => checkExpectations(BOUND, {})).toThrow(
      'The token is bound to the node "workstation-7" and no nodeId was expected. Give the nodeId of this node.',
    );
  });
});

describe("license and issuer", () => {
  const issued: BorrowTokenClaims = { ...BOUND, issuer: "Example Vendor" };
  const nodeId = "workstation-7";

  it.each([
    ["the expected license", issued, { licenseArn: "arn:aws:license-manager::123456789012:license:l-1" }, "accepted"],
    ["another license", issued, { licenseArn: "arn:aws:license-manager::123456789012:license:l-2" }, "wrong-license"],
    ["the expected issuer", issued, { issuer: "Example Vendor" }, "accepted"],
    ["another issuer", issued, { issuer: "Other Vendor" }, "wrong-issuer"],
    ["a token without issuer", BOUND, { issuer: "Example Vendor" }, "wrong-issuer"],
  ])("judges %s", (_, claims, expectations, code) => {
    expect(codeOf(claims, { nodeId, ...expectations })).toBe(code);
  });

  it("are named, or said to be absent", () => {
    const expectations = { nodeId, issuer: "Other Vendor" };
    expect(() => checkExpectations(issued, expectations)).toThrow(
      'The token is of the issuer "Example Vendor", and "Other Vendor" is expected.',
    );
    expect(() => checkExpectations(BOUND, expectations)).toThrow(
      'The token names no issuer, and "Other Vendor" is expected.',
    );
  });
});

describe("entitlements", () => {
  it.each([
    ["fewer than granted", { Name: "seats", Value: "1", Unit: "Count" }, "accepted"],
    ["as many as granted", { Name: "seats", Value: "2", Unit: "Count" }, "accepted"],
    ["more than granted", { Name: "seats", Value: "3", Unit: "Count" }, "entitlement-missing"],
    [
      "more than granted, where text would sort before it",
      { Name: "seats", Value: "10", Unit: "Count" },
      "entitlement-missing",
    ],
    ["fewer than granted, where text would sort behind it", { Name: "pages", Value: "20", Unit: "Count" }, "accepted"],
    ["any number", { Name: "seats", Unit: "Count" }, "accepted"],
    ["no whole number", { Name: "seats", Value: "1.5", Unit: "Count" }, "entitlement-missing"],
    ["another unit", { Name: "seats", Value: "1", Unit: "Percent" }, "entitlement-missing"],
    ["another name", { Name: "Seats", Value: "1", Unit: "Count" }, "entitlement-missing"],
    [
      "a number where the granted one is none",
      { Name: "storage", Value: "1", Unit: "Gigabytes" },
      "entitlement-missing",
    ],
    [
      "a number beyond a double's",
      { Name: "traffic", Value: "9007199254740994", Unit: "Bytes" },
      "entitlement-missing",
    ],
    ["a feature", { Name: "export", Unit: "None" }, "accepted"],
    ["a feature's value", { Name: "edition", Value: "professional", Unit: "None" }, "accepted"],
    ["a feature's other value", { Name: "edition", Value: "basic", Unit: "None" }, "entitlement-missing"],
    ["a value of a feature without one", { Name: "export", Value: "pdf", Unit: "None" }, "entitlement-missing"],
  ] as const)("judges %s", (_, entitlement, code) => {
    expect(codeOf(UNBOUND, { ignoreNode: true, entitlements: [entitlement] })).toBe(code);
  });

  it("names the first entitlement that is missing", () => {
    const entitlements = [
      { Name: "export", Unit: "None" },
      { Name: "seats", Value: "3", Unit: "Count" },
    ] as const;
    expect(() => checkExpectations(UNBOUND, { ignoreNode: true, entitlements })).toThrow(
      expect.objectContaining({
        entitlement: "seats",
        message: 'The token does not grant "seats" in the unit Count with "3". Borrow it as well.',
      }),
    );
  });

  it("names a missing entitlement of which any amount would do", () => {
    expect(() =>
      checkExpectations(UNBOUND, { ignoreNode: true, entitlements: [{ Name: "scan", Unit: "None" }] }),
    ).toThrow('The token does not grant "scan" in the unit None. Borrow it as well.');
  });
});
