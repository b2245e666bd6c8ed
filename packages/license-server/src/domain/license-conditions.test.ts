import type { Filter, ListLicensesRequest } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { ARN, failure } from "../../test/licenses.js";
import { licenseConditions } from "./license-conditions.js";

const refused = async (request: ListLicensesRequest): Promise<string> => {
  const message = await failure(() => licenseConditions(request));
  return message.replace(/^InvalidParameterValueException: /, "");
};

const filter = (Name: string, ...Values: readonly string[]): Filter => ({ Name, Values });

describe("the conditions of a list", () => {
  it("are the filters and the ARNs, each ARN once", () => {
    expect(
      licenseConditions({
        LicenseArns: [`${ARN}1`, ARN, ARN],
        Filters: [
          filter("Beneficiary", "Example Ltd."),
          filter("ProductSKU", "studio-2026"),
          filter("Fingerprint", "aws:123456789012:A: B:issuer-fingerprint"),
          filter("Status", "PENDING_DELETE"),
        ],
      }),
    ).toEqual({
      arns: [ARN, `${ARN}1`],
      beneficiaries: ["Example Ltd."],
      productSku: "studio-2026",
      issuerAccount: "123456789012",
      issuerName: "A: B",
      status: "PENDING_DELETE",
    });
  });

  it("are the same, in the same order, whatever order they are asked for in", () => {
    const Filters = [
      filter("ProductSKU", "studio-2026"),
      filter("Beneficiary", "Example Ltd."),
      filter("Status", "AVAILABLE"),
    ];
    const texts = [Filters, Filters.toReversed()].map((each) => JSON.stringify(licenseConditions({ Filters: each })));
    expect(texts[0]).toBe(texts[1]);
  });

  it("name issuers as long as licenses may name them", () => {
    const issuerName = "x".repeat(1024);
    const Filters = [filter("Fingerprint", `aws:123456789012:${issuerName}:issuer-fingerprint`)];
    expect(licenseConditions({ Filters })).toEqual({ issuerAccount: "123456789012", issuerName });
  });

  it("are none where none are given", () => {
    expect(licenseConditions({})).toEqual({});
  });

  it.each<[string, Filter, string]>([
    ["no name", { Values: ["x"] }, "Filters[0].Name is missing. Give one of {NAMES}."],
    ["an unknown name", filter("Name", "x"), 'Filters[0].Name is "Name", which is no filter. Give one of {NAMES}.'],
    [
      "a name of every object",
      filter("constructor", "x"),
      'Filters[0].Name is "constructor", which is no filter. Give one of {NAMES}.',
    ],
    ["no values", { Name: "Status" }, "Filters[0].Values has no value. Give one."],
    ["an empty list of values", filter("Status"), "Filters[0].Values has no value. Give one."],
    [
      "two values",
      filter("ProductSKU", "a", "b"),
      "Filters[0].Values has 2 values, and a filter compares with one. Give one, and list once for each of the others.",
    ],
    [
      "a product that no storage can keep",
      filter("ProductSKU", "\0"),
      'Filters[0].Values[0] is "\\u0000", with half a character or a NUL in it. Give it whole characters.',
    ],
    [
      "a beneficiary that is too long",
      filter("Beneficiary", "x".repeat(1025)),
      "Filters[0].Values[0] has 1025 characters. Give it at most 1024.",
    ],
    [
      "an issuer that no storage can keep",
      filter("Fingerprint", "aws:123456789012:\ud800:issuer-fingerprint"),
      'Filters[0].Values[0] is "\\ud800", with half a character or a NUL in it. Give it whole characters.',
    ],
    [
      "an unknown status",
      filter("Status", "available"),
      'Filters[0].Values[0] is "available", which is no status. Give one of AVAILABLE, PENDING_AVAILABLE, ' +
        "DEACTIVATED, SUSPENDED, EXPIRED, PENDING_DELETE, DELETED.",
    ],
    [
      "no fingerprint",
      filter("Fingerprint", "Example Software"),
      'Filters[0].Values[0] is "Example Software", which is no fingerprint. Give the KeyFingerprint of the license\'s ' +
        'Issuer, such as "aws:123456789012:Example Software:issuer-fingerprint".',
    ],
  ])("refuse a filter with %s", async (_what, wrong, message) => {
    const names = '"Beneficiary", "ProductSKU", "Fingerprint" and "Status"';
    expect(await refused({ Filters: [wrong] })).toBe(message.replace("{NAMES}", names));
  });

  it("refuse the same filter twice, which would never hold", async () => {
    expect(await refused({ Filters: [filter("ProductSKU", "a"), filter("ProductSKU", "b")] })).toBe(
      'Filters[1].Name is "ProductSKU" again. Give each filter once.',
    );
  });

  it("refuse more than a hundred ARNs", async () => {
    const LicenseArns = Array.from({ length: 101 }, () => ARN);
    expect(await refused({ LicenseArns })).toBe("LicenseArns has 101 elements. Give it at most 100.");
    expect(licenseConditions({ LicenseArns: LicenseArns.slice(1) })).toEqual({ arns: [ARN] });
  });
});
