import { describe, expect, it } from "vitest";
import { borrowSeats, createStudio, failure } from "../../test/licenses.js";
import { type TestService, testService } from "../../test/service.js";

const hourly = { ConsumptionConfiguration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } } };
const UNKNOWN = "0123456789abcdef0123456789abcdef";

/** A service with a license of five seats, two of which are checked out for an hour. */
async function checkedOut(): Promise<TestService & { readonly arn: string; readonly lease: string }> {
  const service = await testService();
  const arn = await service.create(hourly);
  const { LicenseConsumptionToken = "" } = await service.call("checkoutLicense", {
    ProductSKU: "studio-2026",
    CheckoutType: "PROVISIONAL",
    KeyFingerprint: "aws:123456789012:Example Software:issuer-fingerprint",
    Entitlements: [{ Name: "seats", Value: "2", Unit: "Count" }],
    ClientToken: "checkout",
  });
  return { ...service, arn, lease: LicenseConsumptionToken };
}

const inUse = async ({
  arn,
  call,
}: Pick<TestService, "call"> & { readonly arn: string }): Promise<string | undefined> =>
  (await call("getLicenseUsage", { LicenseArn: arn })).LicenseUsage?.EntitlementUsages?.[0]?.ConsumedValue;

describe("ExtendLicenseConsumption", () => {
  it("holds what was checked out for another hour", async () => {
    const service = await checkedOut();
    service.wait(1800);
    const extended = await service.call("extendLicenseConsumption", {
      LicenseConsumptionToken: service.lease,
      DryRun: false,
    });
    expect(extended).toEqual({ LicenseConsumptionToken: service.lease, Expiration: "2026-06-01T13:30:00Z" });
    service.wait(3599);
    expect(await inUse(service)).toBe("2");
    service.wait(1);
    expect(await inUse(service)).toBe("0");
  });

  it("answers the same to a dry run, and changes nothing", async () => {
    const service = await checkedOut();
    service.wait(1800);
    const tried = await service.call("extendLicenseConsumption", {
      LicenseConsumptionToken: service.lease,
      DryRun: true,
    });
    expect(tried).toEqual({ LicenseConsumptionToken: service.lease, Expiration: "2026-06-01T13:30:00Z" });
    service.wait(1800);
    expect(await inUse(service)).toBe("0");
  });

  it.each([true, false])("is refused for an expired checkout (dry run: %s)", async (DryRun) => {
    const { call, lease, wait } = await checkedOut();
    wait(3600);
    expect(await failure(() => call("extendLicenseConsumption", { LicenseConsumptionToken: lease, DryRun }))).toBe(
      `InvalidParameterValueException: LicenseConsumptionToken is "${lease}", of a checkout that expired at ` +
        "2026-06-01T13:00:00Z. Check the license out again.",
    );
  });

  it("is refused for what was borrowed", async () => {
    const { call, create } = await testService();
    const arn = await create();
    const { LicenseConsumptionToken = "" } = await call("checkoutBorrowLicense", borrowSeats("1", "a", arn));
    expect(await failure(() => call("extendLicenseConsumption", { LicenseConsumptionToken, DryRun: false }))).toBe(
      `InvalidParameterValueException: LicenseConsumptionToken is "${LicenseConsumptionToken}", of a borrowed license. ` +
        "Borrow it again, which answers a new signed token.",
    );
  });

  it.each([true, false])("is under the terms of the license's latest version (dry run: %s)", async (DryRun) => {
    const { arn, call, lease } = await checkedOut();
    const { Beneficiary: _, ProductSKU: __, ...members } = createStudio;
    const version = { ...members, ...hourly, LicenseArn: arn, ClientToken: "version" };
    await call("createLicenseVersion", {
      ...version,
      Status: "AVAILABLE",
      Entitlements: [{ Name: "seats", Unit: "Count", MaxCount: 1 }],
    });
    expect(await failure(() => call("extendLicenseConsumption", { LicenseConsumptionToken: lease, DryRun }))).toBe(
      `InvalidParameterValueException: LicenseConsumptionToken is "${lease}", which holds "seats", of which 2 are in use ` +
        "and the license allows 1 by now. Return what is not needed.",
    );
  });

  it.each([UNKNOWN, "", "\0"])("knows no checkout %j", async (LicenseConsumptionToken) => {
    const { call } = await testService();
    expect(await failure(() => call("extendLicenseConsumption", { LicenseConsumptionToken, DryRun: false }))).toBe(
      `ResourceNotFoundException: There is no checkout with the LicenseConsumptionToken ` +
        `${JSON.stringify(LicenseConsumptionToken)}. Give the one that the checkout answered.`,
    );
  });
});
