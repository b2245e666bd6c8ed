import { describe, expect, it } from "vitest";
import { borrowSeats, createStudio, failure } from "../../test/licenses.js";
import { type TestService, testService } from "../../test/service.js";

/** Borrows all seats of the license, and answers the consumption token. */
async function borrowAll({ call }: TestService, arn: string): Promise<string> {
  const { LicenseConsumptionToken } = await call("checkoutBorrowLicense", borrowSeats("5", "all", arn));
  return LicenseConsumptionToken ?? "";
}

describe("CheckInLicense", () => {
  it("gives back what was borrowed, at once", async () => {
    const service = await testService();
    const arn = await service.create();
    const LicenseConsumptionToken = await borrowAll(service, arn);
    service.wait(60);
    expect(await service.call("checkInLicense", { LicenseConsumptionToken })).toEqual({});
    await service.call("checkoutBorrowLicense", borrowSeats("5", "next", arn));
  });

  it("succeeds again and again, and gives back once", async () => {
    const service = await testService();
    const arn = await service.create();
    const LicenseConsumptionToken = await borrowAll(service, arn);
    await service.call("checkInLicense", { LicenseConsumptionToken });
    await service.call("checkoutBorrowLicense", borrowSeats("4", "next", arn));
    await service.call("checkInLicense", { LicenseConsumptionToken });
    const { LicenseUsage } = await service.call("getLicenseUsage", { LicenseArn: arn });
    expect(LicenseUsage?.EntitlementUsages?.[0]?.ConsumedValue).toBe("4");
  });

  it("is refused before the end where the license allows no early check-in, and succeeds after it", async () => {
    const service = await testService();
    const arn = await service.create({
      ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: false, MaxTimeToLiveInMinutes: 1 } },
    });
    const LicenseConsumptionToken = await borrowAll(service, arn);
    expect(await failure(() => service.call("checkInLicense", { LicenseConsumptionToken }))).toBe(
      `ConflictException: The license ${arn} does not allow early check-in (AllowEarlyCheckIn is false). ` +
        "It gives back what it holds by itself when it expires, at 2026-06-01T12:01:00Z.",
    );
    service.wait(60);
    expect(await service.call("checkInLicense", { LicenseConsumptionToken })).toEqual({});
  });

  it("is refused for an entitlement that allows no check-in", async () => {
    const service = await testService();
    const Entitlements = [{ Name: "seats", Unit: "Count", MaxCount: 5, AllowCheckIn: false }] as const;
    const LicenseConsumptionToken = await borrowAll(service, await service.create({ Entitlements }));
    expect(await failure(() => service.call("checkInLicense", { LicenseConsumptionToken }))).toBe(
      'ConflictException: The entitlement "seats" does not allow check-in (AllowCheckIn is false). ' +
        "It gives back what it holds by itself when it expires, at 2026-06-01T20:00:00Z.",
    );
  });

  it("goes by the version that was checked out, not by later ones", async () => {
    const service = await testService();
    const arn = await service.create();
    const LicenseConsumptionToken = await borrowAll(service, arn);
    const { Beneficiary: _, ProductSKU: __, ...members } = createStudio;
    await service.call("createLicenseVersion", {
      ...members,
      LicenseArn: arn,
      Status: "AVAILABLE",
      Entitlements: [{ Name: "seats", Unit: "Count", MaxCount: 5, AllowCheckIn: false }],
      ClientToken: "no check-in any more",
    });
    expect(await service.call("checkInLicense", { LicenseConsumptionToken })).toEqual({});
  });

  it("compares the beneficiary where the caller names one", async () => {
    const service = await testService();
    const LicenseConsumptionToken = await borrowAll(service, await service.create());
    const Beneficiary = "Somebody";
    expect(await failure(() => service.call("checkInLicense", { LicenseConsumptionToken, Beneficiary }))).toBe(
      'InvalidParameterValueException: Beneficiary is "Somebody", and the license is for somebody else. ' +
        "Give the license's Beneficiary, or leave it out.",
    );
    const { Beneficiary: right } = createStudio;
    expect(await service.call("checkInLicense", { LicenseConsumptionToken, Beneficiary: right })).toEqual({});
  });

  it.each(["0123456789abcdef0123456789abcdef", "", "\0"])("knows no checkout %j", async (LicenseConsumptionToken) => {
    const { call } = await testService();
    expect(await failure(() => call("checkInLicense", { LicenseConsumptionToken }))).toBe(
      `ResourceNotFoundException: There is no checkout with the LicenseConsumptionToken ${JSON.stringify(LicenseConsumptionToken)}. ` +
        "Give the one that the checkout answered.",
    );
  });
});
