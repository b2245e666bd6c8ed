import { describe, expect, it } from "vitest";
import { CLOUD_PAYLOAD, FULL_PAYLOAD, without } from "../../test/tokens.js";
import { readBorrowTokenClaims } from "../generated/index.js";

function read(payload: unknown) {
  return readBorrowTokenClaims({ path: "", value: payload });
}

describe("missing claims", () => {
  it.each([
    ["licenseArn", without(FULL_PAYLOAD, "licenseArn"), "licenseArn"],
    ["every entitlement", without(FULL_PAYLOAD, "entitlementsAllowed"), "entitlementsAllowed"],
    ["the identity", without(FULL_PAYLOAD, "licenseConsumptionToken", "jti"), "licenseConsumptionToken"],
    ["the moment of issue", without(FULL_PAYLOAD, "issuedAt", "iat", "nbf"), "issuedAt"],
    ["both expirations", without(FULL_PAYLOAD, "expiration", "exp"), "expiration"],
    ["a null that is required", { ...CLOUD_PAYLOAD, licenseArn: null }, "licenseArn"],
    [
      "an entitlement's name",
      { ...CLOUD_PAYLOAD, entitlementsAllowed: [{ unit: "None" }] },
      "entitlementsAllowed[0].name",
    ],
    [
      "an entitlement's unit",
      { ...CLOUD_PAYLOAD, entitlementsAllowed: [{ name: "a" }] },
      "entitlementsAllowed[0].unit",
    ],
    [
      "members named as in the API",
      { ...CLOUD_PAYLOAD, entitlementsAllowed: [{ Name: "a", Unit: "None" }] },
      "entitlementsAllowed[0].name",
    ],
  ])("refuses a token without %s", (_, payload, claim) => {
    expect(() => read(payload)).toThrow(expect.objectContaining({ code: "claim-missing", claim }));
  });

  it("names the one claim that would do", () => {
    expect(() => read(without(FULL_PAYLOAD, "licenseArn"))).toThrow(
      "The claim licenseArn is missing. Have its issuer write it.",
    );
  });

  it("names the claims that would do", () => {
    expect(() => read(without(FULL_PAYLOAD, "issuedAt", "iat", "nbf"))).toThrow(
      "The claim issuedAt (or iat, nbf) is missing. Have its issuer write it.",
    );
    expect(() => read(without(FULL_PAYLOAD, "expiration", "exp"))).toThrow(
      "The claim expiration (or exp) is missing. Have its issuer write it.",
    );
  });

  it("does not take an inherited property for a claim", () => {
    const payload = Object.assign(
      Object.create({ licenseArn: CLOUD_PAYLOAD.licenseArn }),
      without(CLOUD_PAYLOAD, "licenseArn"),
    );
    expect(() => read(payload)).toThrow(expect.objectContaining({ code: "claim-missing", claim: "licenseArn" }));
  });
});

describe("claims of the wrong type", () => {
  it.each([
    ["licenseArn", 7, "licenseArn"],
    ["licenseArn", ["arn:aws:license-manager::123456789012:license:l-1"], "licenseArn"],
    ["licenseConsumptionToken", true, "licenseConsumptionToken"],
    ["jti", 7, "jti"],
    ["entitlementsAllowed", {}, "entitlementsAllowed"],
    ["entitlementsAllowed", "seats", "entitlementsAllowed"],
    ["entitlementsAllowed", [null], "entitlementsAllowed[0]"],
    ["entitlementsAllowed", ["seats"], "entitlementsAllowed[0]"],
    ["entitlementsAllowed", [[]], "entitlementsAllowed[0]"],
    ["entitlementsAllowed", [{ name: 7, unit: "None" }], "entitlementsAllowed[0].name"],
    ["entitlementsAllowed", [{ name: "a", value: 2, unit: "Count" }], "entitlementsAllowed[0].value"],
    [
      "entitlementsAllowed",
      [
        { name: "a", unit: "None" },
        { name: "b", unit: 7 },
      ],
      "entitlementsAllowed[1].unit",
    ],
    ["nodeId", 7, "nodeId"],
    ["checkoutMetadata", "purpose", "checkoutMetadata"],
    ["checkoutMetadata", [{ Name: "purpose", Value: "x" }], "checkoutMetadata"],
    ["checkoutMetadata", { purpose: 7 }, "checkoutMetadata.purpose"],
    ["checkoutMetadata", { "two words": null }, 'checkoutMetadata["two words"]'],
    ["issuedAt", 1772359200, "issuedAt"],
    ["expiration", { at: "2026-03-02T10:00:00" }, "expiration"],
    ["iat", "1772359200", "iat"],
    ["nbf", "2026-03-01T10:00:00", "nbf"],
    ["exp", "1772445600", "exp"],
    ["exp", true, "exp"],
    ["exp", 1e300, "exp"],
    ["iss", 7, "iss"],
  ])("refuses %s that is %j", (name, value, claim) => {
    expect(() => read({ ...FULL_PAYLOAD, [name]: value })).toThrow(
      expect.objectContaining({ code: "claim-invalid", claim }),
    );
  });

  it.each([null, [], "payload", 7])("refuses %j as payload", (payload) => {
    expect(() => read(payload)).toThrow(
      expect.objectContaining({
        code: "claim-invalid",
        claim: "",
        message: "The payload must be an object. Have its issuer write it so.",
      }),
    );
  });
});

describe("constraints of the model", () => {
  it.each([
    ["an ARN of another form", "licenseArn", "l-1", "licenseArn"],
    ["an ARN with a line break behind", "licenseArn", `${CLOUD_PAYLOAD.licenseArn}\n`, "licenseArn"],
    ["an empty identity", "licenseConsumptionToken", "", "licenseConsumptionToken"],
    ["no entitlement", "entitlementsAllowed", [], "entitlementsAllowed"],
    [
      "a unit that does not exist",
      "entitlementsAllowed",
      [{ name: "a", unit: "Seats" }],
      "entitlementsAllowed[0].unit",
    ],
    ["a unit in another case", "entitlementsAllowed", [{ name: "a", unit: "count" }], "entitlementsAllowed[0].unit"],
    [
      "a unit that every object has",
      "entitlementsAllowed",
      [{ name: "a", unit: "constructor" }],
      "entitlementsAllowed[0].unit",
    ],
    ["an empty node", "nodeId", "", "nodeId"],
  ])("refuses %s", (_, name, value, claim) => {
    expect(() => read({ ...CLOUD_PAYLOAD, [name]: value })).toThrow(
      expect.objectContaining({ code: "claim-invalid", claim }),
    );
  });

  it("says what a claim has to be", () => {
    expect(() => read({ ...CLOUD_PAYLOAD, nodeId: "" })).toThrow(
      "The claim nodeId must be a string of at least 1 characters. Have its issuer write it so.",
    );
  });
});

describe("ARNs", () => {
  it.each([
    ["with nothing that may be left out", "arn:aws:s:::r"],
    ["of another partition", "arn:aws-us-gov:s:::r"],
    ["of a partition with a capital", "arn:awsX:s:::r"],
    ["with every character of a service", "arn:aws:Az09_/.-:::r"],
    ["with every character of a region", "arn:aws:s:_/.-Az09::r"],
    ["with every character of an account", "arn:aws:s::_/.-Az09:r"],
    ["with every character of a resource", "arn:aws:s:::Az09:_/+=,@.-"],
    ["with the longest parts", `arn:aws:${"s".repeat(63)}:${"r".repeat(63)}:${"a".repeat(63)}:${"x".repeat(1024)}`],
    ["of 2,048 characters", `arn:aws${"-".repeat(2034)}:s:::rr`],
  ])("are accepted %s", (_, licenseArn) => {
    expect(read({ ...CLOUD_PAYLOAD, licenseArn }).licenseArn).toBe(licenseArn);
  });

  it.each([
    ["with something before them", " arn:aws:s:::r"],
    ["with something behind them", "arn:aws:s:::r "],
    ["of no partition of AWS", "arn:aw:s:::r"],
    ["of a partition with a digit", "arn:aws1:s:::r"],
    ["of a partition with a dot", "arn:aws.:s:::r"],
    ["without a service", "arn:aws::::r"],
    ["whose service begins with a mark", "arn:aws:-s:::r"],
    ["whose service has another mark", "arn:aws:s+:::r"],
    ["whose service is too long", `arn:aws:${"s".repeat(64)}:::r`],
    ["whose region has another mark", "arn:aws:s:+::r"],
    ["whose region is too long", `arn:aws:s:${"r".repeat(64)}::r`],
    ["whose account has another mark", "arn:aws:s::+:r"],
    ["whose account is too long", `arn:aws:s::${"a".repeat(64)}:r`],
    ["without a resource", "arn:aws:s:::"],
    ["whose resource begins with a mark", "arn:aws:s:::-r"],
    ["whose resource has another mark", "arn:aws:s:::r*"],
    ["whose resource is too long", `arn:aws:s:::${"r".repeat(1025)}`],
    ["with a part less", "arn:aws:s::r"],
    ["of 2,049 characters", `arn:aws${"-".repeat(2035)}:s:::rr`],
    ["that are empty", ""],
  ])("are refused %s", (_, licenseArn) => {
    expect(() => read({ ...CLOUD_PAYLOAD, licenseArn })).toThrow(
      expect.objectContaining({ code: "claim-invalid", claim: "licenseArn" }),
    );
  });
});

describe("dates", () => {
  it.each([
    ["2026-03-02T10:00:00", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T10:00:00Z", "2026-03-02T10:00:00.000Z"],
    ["2028-02-29T23:59:59", "2028-02-29T23:59:59.000Z"],
    ["2000-02-29T00:00:00", "2000-02-29T00:00:00.000Z"],
    ["9999-12-31T23:59:59", "9999-12-31T23:59:59.000Z"],
    ["0099-01-31T01:02:03", "0099-01-31T01:02:03.000Z"],
    ["0000-02-29T00:00:00", "0000-02-29T00:00:00.000Z"],
    ["1600-03-31T00:00:00", "1600-03-31T00:00:00.000Z"],
    ["2026-04-30T00:00:00", "2026-04-30T00:00:00.000Z"],
    ["2026-05-31T00:00:00", "2026-05-31T00:00:00.000Z"],
    ["2026-06-30T00:00:00", "2026-06-30T00:00:00.000Z"],
    ["2026-07-31T00:00:00", "2026-07-31T00:00:00.000Z"],
    ["2026-08-31T00:00:00", "2026-08-31T00:00:00.000Z"],
    ["2026-09-30T00:00:00", "2026-09-30T00:00:00.000Z"],
    ["2026-10-31T00:00:00", "2026-10-31T00:00:00.000Z"],
    ["2026-11-30T00:00:00", "2026-11-30T00:00:00.000Z"],
    ["2026-12-31T00:00:00", "2026-12-31T00:00:00.000Z"],
  ])("reads %s as UTC", (text, expected) => {
    expect(read({ ...CLOUD_PAYLOAD, expiration: text }).expiration.toISOString()).toBe(expected);
  });

  it.each([
    "2026-02-31T10:00:00",
    "2026-02-29T10:00:00",
    "2100-02-29T10:00:00",
    "2028-02-30T10:00:00",
    "2028-04-31T10:00:00",
    "2026-01-32T10:00:00",
    "2026-03-32T10:00:00",
    "2026-04-31T10:00:00",
    "2026-05-32T10:00:00",
    "2026-06-31T10:00:00",
    "2026-07-32T10:00:00",
    "2026-08-32T10:00:00",
    "2026-09-31T10:00:00",
    "2026-10-32T10:00:00",
    "2026-11-31T10:00:00",
    "2026-12-32T10:00:00",
    "2026-13-01T10:00:00",
    "2026-00-01T10:00:00",
    "2026-01-00T10:00:00",
    "2026-01-01T24:00:00",
    "2026-01-01T10:60:00",
    "2026-01-01T10:00:60",
    "2026-01-01T10:00:00.5",
    "2026-01-01T10:00:00.000Z",
    "2026-01-01T10:00:00+00:00",
    "2026-01-01T10:00:00+01:00",
    "2026-01-01T10:00:00z",
    "2026-01-01T10:00:00ZZ",
    "2026-01-01T10:00",
    "2026-01-01 10:00:00",
    "2026-1-1T10:00:00",
    "+02026-01-01T10:00:00",
    "-2026-01-01T10:00:00",
    "20260101T100000",
    "2026-01-01",
    " 2026-01-01T10:00:00",
    "2026-01-01T10:00:00\n",
    "٢٠٢٦-01-01T10:00:00",
    "1772445600",
    "",
  ])("refuses %j", (text) => {
    expect(() => read({ ...CLOUD_PAYLOAD, expiration: text })).toThrow(
      expect.objectContaining({ code: "claim-invalid", claim: "expiration" }),
    );
  });

  it("reads registered dates with fractions", () => {
    const payload = { ...without(FULL_PAYLOAD, "expiration"), exp: 1772445600.25 };
    expect(read(payload).expiration.toISOString()).toBe("2026-03-02T10:00:00.250Z");
  });
});

describe("claims that carry the same value", () => {
  it.each([
    ["exp", 1772445602],
    ["exp", 1772445598],
    ["exp", 32503680000],
    ["iat", 1772359202],
    ["nbf", 1772359198],
    ["jti", "another"],
  ])("refuses %s that contradicts its private claim", (claim, value) => {
    expect(() => read({ ...FULL_PAYLOAD, [claim]: value })).toThrow(
      expect.objectContaining({ code: "claim-invalid", claim }),
    );
  });

  it("takes the earlier of two expirations that differ by a second", () => {
    const earlier = new Date("2026-03-02T09:59:59Z");
    expect(read({ ...FULL_PAYLOAD, exp: 1772445599 }).expiration).toEqual(earlier);
    expect(read({ ...FULL_PAYLOAD, expiration: "2026-03-02T09:59:59" }).expiration).toEqual(earlier);
  });

  it("takes the later of dates of issue that differ by a second", () => {
    expect(read({ ...FULL_PAYLOAD, nbf: 1772359201 }).issuedAt).toEqual(new Date("2026-03-01T10:00:01Z"));
  });
});

it("takes __proto__ in metadata for a name like any other", () => {
  const payload = { ...CLOUD_PAYLOAD, checkoutMetadata: JSON.parse('{"__proto__":"x","constructor":"y"}') };
  expect(read(payload).checkoutMetadata).toEqual([
    { Name: "__proto__", Value: "x" },
    { Name: "constructor", Value: "y" },
  ]);
});
