import type { CreateLicenseRequest, Entitlement } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { createStudio, failure, studioTerms } from "../../test/licenses.js";
import { licenseTerms } from "./license-terms.js";

const terms = (changes: Partial<CreateLicenseRequest>): ReturnType<typeof licenseTerms> =>
  licenseTerms({ ...createStudio, ...changes }, ["default", "own-key"]);

const refused = async (changes: Partial<CreateLicenseRequest>): Promise<string> => {
  const message = await failure(() => terms(changes));
  expect(message).toMatch(/^InvalidParameterValueException: /);
  return message.replace("InvalidParameterValueException: ", "");
};

const entitled = (...entitlements: Entitlement[]): Promise<string> => refused({ Entitlements: entitlements });

describe("the terms of a license", () => {
  it("are what the issuer asks for", () => {
    expect(terms({})).toEqual(studioTerms);
  });

  it("have metadata, an open end and the server's own key where the issuer says so", () => {
    const changes = {
      LicenseMetadata: [{ Name: "order", Value: "17" }],
      Validity: { Begin: "2026-01-01T01:00:00+01:00" },
      Issuer: { Name: "Example Software", SignKey: "own-key" },
    };
    expect(terms(changes)).toEqual({
      ...studioTerms,
      metadata: [{ Name: "order", Value: "17" }],
      validity: { begin: 1_767_225_600 },
      issuer: { name: "Example Software", signKey: "own-key" },
    });
  });

  it("allow a feature without a value, a count without a limit, and a provisional configuration", () => {
    const changes: Partial<CreateLicenseRequest> = {
      Entitlements: [
        { Name: "export", Unit: "None", Overage: false, AllowCheckIn: false },
        { Name: "seats", Unit: "Count", MaxCount: 0 },
        { Name: "disk", Unit: "Gigabytes", MaxCount: Number.MAX_SAFE_INTEGER, Overage: true },
      ],
      ConsumptionConfiguration: {
        RenewType: "Monthly",
        ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 1 },
        BorrowConfiguration: { AllowEarlyCheckIn: false, MaxTimeToLiveInMinutes: 52_560_000 },
      },
    };
    expect(terms(changes)).toEqual({
      ...studioTerms,
      entitlements: changes.Entitlements,
      consumptionConfiguration: changes.ConsumptionConfiguration,
    });
  });

  it.each(["LicenseName", "ProductName", "ProductSKU", "HomeRegion", "Beneficiary"])(
    "have a %s that is not blank",
    async (member) => {
      expect(await refused({ [member]: "" })).toBe(`${member} is "", which is blank. Give it a name.`);
    },
  );

  it("have an issuer whose name is not blank", async () => {
    expect(await refused({ Issuer: { Name: "" } })).toBe('Issuer.Name is "", which is blank. Give it a name.');
  });

  it("name no key that the server does not have", async () => {
    expect(await refused({ Issuer: { Name: "Example Software", SignKey: "arn:aws:kms:key" } })).toBe(
      'Issuer.SignKey is "arn:aws:kms:key", and this server has no such key. Leave it out, or name one that it has, such as "default", "own-key".',
    );
  });

  it("have a validity with dates that exist", async () => {
    expect(await refused({ Validity: { Begin: "2026-02-31T00:00:00Z" } })).toContain(
      'Validity.Begin is "2026-02-31T00:00:00Z", which is no existing date',
    );
    expect(await refused({ Validity: { Begin: "2026-01-01T00:00:00Z", End: "2026-02-31T00:00:00Z" } })).toContain(
      'Validity.End is "2026-02-31T00:00:00Z", which is no existing date',
    );
  });

  it.each([
    ["before", "2025-12-31T23:59:59Z"],
    ["when", "2026-01-01T00:00:00Z"],
  ])("have no validity that ends %s it begins", async (_when, End) => {
    expect(await refused({ Validity: { Begin: "2026-01-01T00:00:00Z", End } })).toBe(
      `Validity.End is "${End}", which is not after Validity.Begin, "2026-01-01T00:00:00Z". ` +
        "Give a later End, or none for a license without an end.",
    );
  });
});

describe("the entitlements of a license", () => {
  it("are one at least and 500 at most", async () => {
    expect(await entitled()).toBe("Entitlements is empty. Give one entitlement at least.");
    const many = Array.from({ length: 501 }, (_, index): Entitlement => ({ Name: `feature-${index}`, Unit: "None" }));
    expect(await entitled(...many)).toBe("Entitlements has 501 elements. Give it at most 500.");
  });

  it("have each name once, whatever the units", async () => {
    expect(await entitled({ Name: "a", Unit: "None" }, { Name: "a", Unit: "Count", MaxCount: 1 })).toBe(
      'Entitlements[1].Name is "a" again. Give each entitlement once.',
    );
  });

  it("have names that are not blank", async () => {
    expect(await entitled({ Name: "", Unit: "None" })).toBe(
      'Entitlements[0].Name is "", which is blank. Give it a name.',
    );
  });

  it("that are features are not counted", async () => {
    expect(await entitled({ Name: "export", Unit: "None", MaxCount: 3 })).toBe(
      'Entitlements[0].MaxCount is 3, but Unit "None" makes the entitlement a feature, which is not counted. ' +
        "Leave MaxCount out, or give the Unit in which to count.",
    );
  });

  it("that are counted have no value", async () => {
    expect(await entitled({ Name: "seats", Unit: "Count", Value: "5" })).toBe(
      'Entitlements[0].Value is "5", but an entitlement with Unit "Count" is counted and has no value. ' +
        'Give MaxCount in its place, or Unit "None" for a feature.',
    );
  });

  it("that are counted have a maximum", async () => {
    expect(await entitled({ Name: "seats", Unit: "Count" })).toBe(
      'Entitlements[0].MaxCount is missing, and the entitlement has Unit "Count". ' +
        "Give a positive whole number, or 0 for no limit.",
    );
  });

  it.each([-1, 1.5, 2 ** 53, Number.NaN])("that are counted have no maximum of %d", async (MaxCount) => {
    expect(await entitled({ Name: "seats", Unit: "Count", MaxCount })).toBe(
      `Entitlements[0].MaxCount is ${MaxCount}. Give a positive whole number, or 0 for no limit.`,
    );
  });
});

describe("the consumption configuration of a license", () => {
  it.each([0, -1, 52_560_001, 1.5])("lets nothing be borrowed for %d minutes", async (MaxTimeToLiveInMinutes) => {
    const BorrowConfiguration = { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes };
    expect(await refused({ ConsumptionConfiguration: { BorrowConfiguration } })).toBe(
      `ConsumptionConfiguration.BorrowConfiguration.MaxTimeToLiveInMinutes is ${MaxTimeToLiveInMinutes}. ` +
        "Give a whole number from 1 to 52560000.",
    );
  });

  it("has a provisional time to live above 0", async () => {
    const ProvisionalConfiguration = { MaxTimeToLiveInMinutes: 0 };
    expect(await refused({ ConsumptionConfiguration: { ProvisionalConfiguration } })).toBe(
      "ConsumptionConfiguration.ProvisionalConfiguration.MaxTimeToLiveInMinutes is 0. " +
        "Give a whole number from 1 to 52560000.",
    );
  });
});
