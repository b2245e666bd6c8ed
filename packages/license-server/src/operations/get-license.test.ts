import { describe, expect, it } from "vitest";
import { ARN, failure } from "../../test/licenses.js";
import { testService } from "../../test/service.js";

describe("GetLicense", () => {
  it("answers the whole license, with dates in UTC", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create({
      Validity: { Begin: "2026-01-01T02:00:00.5+02:00", End: "2026-12-31T19:00:00-05:00" },
      LicenseMetadata: [{ Name: "order", Value: "17" }],
    });
    expect(await call("getLicense", { LicenseArn })).toEqual({
      License: {
        LicenseArn,
        LicenseName: "Studio for Example Ltd.",
        ProductName: "Studio",
        ProductSKU: "studio-2026",
        Issuer: {
          Name: "Example Software",
          KeyFingerprint: "aws:123456789012:Example Software:issuer-fingerprint",
        },
        HomeRegion: "us-east-1",
        Status: "AVAILABLE",
        Validity: { Begin: "2026-01-01T00:00:00Z", End: "2027-01-01T00:00:00Z" },
        Beneficiary: "Example Ltd.",
        Entitlements: [
          { Name: "seats", Unit: "Count", MaxCount: 5 },
          { Name: "export", Unit: "None", Value: "pdf" },
        ],
        ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 480 } },
        LicenseMetadata: [{ Name: "order", Value: "17" }],
        CreateTime: "2026-06-01T12:00:00Z",
        Version: "1",
      },
    });
  });

  it("leaves out what the license does not have", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create({ Validity: { Begin: "2026-01-01T00:00:00Z" } });
    const { License } = await call("getLicense", { LicenseArn, Version: "1" });
    expect(License?.Validity).toEqual({ Begin: "2026-01-01T00:00:00Z" });
    expect(License).not.toHaveProperty("LicenseMetadata");
  });

  it("answers EXPIRED once the validity is over", async () => {
    const { call, create, wait } = await testService();
    const LicenseArn = await create();
    wait(365 * 24 * 3600);
    expect((await call("getLicense", { LicenseArn })).License?.Status).toBe("EXPIRED");
  });

  it("has no error for an unknown license but that of a senseless value", async () => {
    const { call } = await testService();
    const message =
      `InvalidParameterValueException: LicenseArn is ${ARN}, and there is no such license. ` +
      "Check the ARN, the account and the region.";
    expect(await failure(() => call("getLicense", { LicenseArn: ARN }))).toBe(message);
    expect(await failure(() => call("getLicense", { LicenseArn: ARN, Version: "1" }))).toBe(message);
  });

  it("refuses a version that the license does not have, and says which is the latest", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    expect(await failure(() => call("getLicense", { LicenseArn, Version: "2" }))).toBe(
      'InvalidParameterValueException: Version is "2", and the license\'s latest version is "1". ' +
        "Give a version up to that, or none for the latest.",
    );
  });

  it.each(["0", "01", "-1", "1.0", "latest", "", "9999999999999999"])("refuses %j as a version", async (Version) => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    expect(await failure(() => call("getLicense", { LicenseArn, Version }))).toBe(
      `InvalidParameterValueException: Version is "${Version}", which is no version. Give a positive whole number such as "1".`,
    );
  });
});
