import { EntitlementUnit } from "@borrow-license/client";
import { describe, expect, it } from "vitest";
import { CLIENTS } from "./setting/clients.js";
import type { Answer } from "./setting/operations.js";
import { borrowRequest, checkoutRequest, versionRequest } from "./setting/requests.js";
import { type Scene, scenes } from "./setting/scene.js";

/** What happens to a license from its creation to its deletion, through each client. */

const scene = scenes();
const hourly = { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } };

const withoutMetadata = ({ $metadata: _, ...answer }: Answer): Answer => answer;

/** What is in use of a license's entitlements, by name. */
async function usage({ send }: Scene, LicenseArn: string): Promise<Record<string, string>> {
  const { LicenseUsage } = await send("GetLicenseUsage", { LicenseArn });
  const { EntitlementUsages } = LicenseUsage as { EntitlementUsages: { Name: string; ConsumedValue: string }[] };
  return Object.fromEntries(EntitlementUsages.map(({ ConsumedValue, Name }) => [Name, ConsumedValue]));
}

const membersOf = (answer: Answer, member: string): readonly unknown[] =>
  (answer["Licenses"] as Record<string, unknown>[]).map((license) => license[member]);

describe.each(CLIENTS)("%s", (_name, module) => {
  it("checks a license out by its product, prolongs that, and returns it", async () => {
    const here = await scene(module);
    const LicenseArn = await here.createLicense({ ConsumptionConfiguration: hourly });
    const taken = withoutMetadata(await here.send("CheckoutLicense", checkoutRequest({ NodeId: "node" })));
    const { LicenseConsumptionToken } = taken;
    expect(taken).toEqual({
      CheckoutType: "PROVISIONAL",
      LicenseConsumptionToken: expect.stringMatching(/^[0-9a-f]{32}$/),
      EntitlementsAllowed: [{ Name: "seats", Value: "1", Unit: "Count" }],
      NodeId: "node",
      IssuedAt: "2026-06-01T12:00:00Z",
      Expiration: "2026-06-01T13:00:00Z",
      LicenseArn,
    });
    here.cloud.setTime("2026-06-01T12:30:00Z");
    const tried = await here.send("ExtendLicenseConsumption", { LicenseConsumptionToken, DryRun: true });
    expect(withoutMetadata(tried)).toEqual({ LicenseConsumptionToken, Expiration: "2026-06-01T13:30:00Z" });
    const extended = await here.send("ExtendLicenseConsumption", { LicenseConsumptionToken });
    expect(withoutMetadata(extended)).toEqual(withoutMetadata(tried));
    here.cloud.setTime("2026-06-01T13:29:59Z");
    expect(await usage(here, LicenseArn)).toEqual({ seats: "1", export: "0" });
    await here.send("CheckInLicense", { LicenseConsumptionToken, Beneficiary: "Example Ltd." });
    expect(await usage(here, LicenseArn)).toEqual({ seats: "0", export: "0" });
  });

  it("checks a license out for good", async () => {
    const here = await scene(module);
    const LicenseArn = await here.createLicense({ ConsumptionConfiguration: { RenewType: "None" } });
    const taken = await here.send("CheckoutLicense", checkoutRequest({ CheckoutType: "PERPETUAL" }));
    expect(taken["Expiration"]).toBeUndefined();
    here.cloud.setTime("2099-01-01T00:00:00Z");
    expect(await usage(here, LicenseArn)).toEqual({ seats: "1", export: "0" });
  });

  it("changes a license in versions that never change", async () => {
    const here = await scene(module);
    const LicenseArn = await here.createLicense();
    const suspended = await here.send(
      "CreateLicenseVersion",
      versionRequest(LicenseArn, { Status: "SUSPENDED", SourceVersion: "1" }),
    );
    expect(withoutMetadata(suspended)).toEqual({ LicenseArn, Version: "2", Status: "SUSPENDED" });
    await here.send("CreateLicenseVersion", versionRequest(LicenseArn, { SourceVersion: "2" }));
    const first = await here.send("ListLicenseVersions", { LicenseArn, MaxResults: 2 });
    expect(membersOf(first, "Version")).toEqual(["3", "2"]);
    expect(membersOf(first, "Status")).toEqual(["AVAILABLE", "SUSPENDED"]);
    const last = await here.send("ListLicenseVersions", { LicenseArn, MaxResults: 2, NextToken: first["NextToken"] });
    expect(membersOf(last, "Version")).toEqual(["1"]);
    expect(last["NextToken"]).toBeUndefined();
    const { License } = await here.send("GetLicense", { LicenseArn, Version: "2" });
    expect(License).toMatchObject({
      LicenseArn,
      Version: "2",
      Status: "SUSPENDED",
      CreateTime: "2026-06-01T12:00:00Z",
    });
  });

  it("lists licenses page by page, and those that meet conditions", async () => {
    const here = await scene(module);
    const arns = [await here.createLicense(), await here.createLicense(), await here.createLicense()].sort();
    const first = await here.send("ListLicenses", { MaxResults: 2 });
    const last = await here.send("ListLicenses", { MaxResults: 2, NextToken: first["NextToken"] });
    expect([...membersOf(first, "LicenseArn"), ...membersOf(last, "LicenseArn")]).toEqual(arns);
    expect(last["NextToken"]).toBeUndefined();
    const other = await here.createLicense({
      ProductSKU: "other",
      Beneficiary: "Other Ltd.",
      Issuer: { Name: "Other" },
    });
    const conditions: readonly [string, string][] = [
      ["Beneficiary", "Other Ltd."],
      ["ProductSKU", "other"],
      ["Fingerprint", "aws:123456789012:Other:issuer-fingerprint"],
    ];
    for (const [Name, value] of conditions) {
      const found = await here.send("ListLicenses", { Filters: [{ Name, Values: [value] }] });
      expect(membersOf(found, "LicenseArn")).toEqual([other]);
    }
    const all = { LicenseArns: [other, ...arns], Filters: [{ Name: "Status", Values: ["AVAILABLE"] }] };
    expect(membersOf(await here.send("ListLicenses", all), "LicenseArn")).toEqual([other, ...arns].sort());
    here.cloud.setTime("2027-01-01T00:00:00Z");
    expect(membersOf(await here.send("ListLicenses", all), "LicenseArn")).toEqual([]);
  });

  it("deletes a license when what is checked out has expired", async () => {
    const { cloud, createLicense, send } = await scene(module);
    const LicenseArn = await createLicense();
    await send("CheckoutBorrowLicense", borrowRequest(LicenseArn));
    const deleted = await send("DeleteLicense", { LicenseArn, SourceVersion: "1" });
    expect(withoutMetadata(deleted)).toEqual({ Status: "PENDING_DELETE", DeletionDate: "2026-06-02T12:00:00Z" });
    expect(await send("GetLicense", { LicenseArn })).toMatchObject({
      License: { Status: "PENDING_DELETE", Version: "2" },
    });
    cloud.setTime("2026-06-02T12:00:00Z");
    expect(await send("GetLicense", { LicenseArn })).toMatchObject({ License: { Status: "DELETED", Version: "2" } });
  });

  it.each([
    ["2025-12-31T23:59:59Z", "PENDING_AVAILABLE"],
    ["2026-01-01T00:00:00Z", "AVAILABLE"],
    ["2026-12-31T23:59:59Z", "AVAILABLE"],
    ["2027-01-01T00:00:00Z", "EXPIRED"],
  ])("sees at %s that a license valid through 2026 is %s", async (time, Status) => {
    const { cloud, createLicense, send } = await scene(module);
    const LicenseArn = await createLicense();
    cloud.setTime(time);
    expect(await send("GetLicense", { LicenseArn })).toMatchObject({ License: { Status } });
  });

  it("counts in every unit, and gets features with and without a value", async () => {
    const here = await scene(module);
    const units = Object.values(EntitlementUnit).filter((unit) => unit !== "None");
    expect(units).toHaveLength(26);
    const LicenseArn = await here.createLicense({
      Entitlements: [
        ...units.map((Unit) => ({ Name: `of ${Unit}`, Unit, MaxCount: 7 })),
        { Name: "export", Unit: "None", Value: "pdf" },
        { Name: "beta", Unit: "None" },
      ],
    });
    const Entitlements = [
      ...units.map((Unit) => ({ Name: `of ${Unit}`, Unit, Value: "7" })),
      { Name: "export", Unit: "None" as const },
      { Name: "beta", Unit: "None" as const },
    ];
    const { EntitlementsAllowed } = await here.send(
      "CheckoutBorrowLicense",
      borrowRequest(LicenseArn, { Entitlements }),
    );
    expect(EntitlementsAllowed).toEqual([
      ...units.map((Unit) => ({ Name: `of ${Unit}`, Unit, Value: "7" })),
      { Name: "export", Unit: "None", Value: "pdf" },
      { Name: "beta", Unit: "None" },
    ]);
    expect(await usage(here, LicenseArn)).toEqual({
      ...Object.fromEntries(units.map((unit) => [`of ${unit}`, "7"])),
      export: "1",
      beta: "1",
    });
    for (const Unit of units) {
      const one = borrowRequest(LicenseArn, { Entitlements: [{ Name: `of ${Unit}`, Unit, Value: "1" }] });
      await expect(here.send("CheckoutBorrowLicense", one)).rejects.toThrow(/is at its maximum: 7 of 7 in use/);
    }
  });

  it.each([
    ["a MaxCount of 0", { MaxCount: 0 }],
    ["Overage", { MaxCount: 2, Overage: true }],
  ])("takes more than there is of an entitlement with %s", async (_what, limit) => {
    const here = await scene(module);
    const LicenseArn = await here.createLicense({ Entitlements: [{ Name: "seats", Unit: "Count", ...limit }] });
    const Entitlements = [{ Name: "seats", Unit: "Count" as const, Value: "1000000" }];
    await here.send("CheckoutBorrowLicense", borrowRequest(LicenseArn, { Entitlements }));
    await here.send("CheckoutBorrowLicense", borrowRequest(LicenseArn, { Entitlements }));
    expect(await usage(here, LicenseArn)).toEqual({ seats: "2000000" });
  });
});
