import type { EntitlementUsage } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { ARN, borrowSeats, failure } from "../../test/licenses.js";
import { type TestService, testService } from "../../test/service.js";

async function usage({ call }: TestService, LicenseArn: string): Promise<readonly EntitlementUsage[] | undefined> {
  return (await call("getLicenseUsage", { LicenseArn })).LicenseUsage?.EntitlementUsages;
}

describe("GetLicenseUsage", () => {
  it("answers each entitlement, with nothing in use at first", async () => {
    const service = await testService();
    expect(await usage(service, await service.create())).toEqual([
      { Name: "seats", ConsumedValue: "0", MaxCount: "5", Unit: "Count" },
      { Name: "export", ConsumedValue: "0", Unit: "None" },
    ]);
  });

  it("counts what is borrowed, and for a feature the leases that have it", async () => {
    const service = await testService();
    const arn = await service.create();
    const export_ = { Name: "export", Unit: "None" } as const;
    for (const token of ["1", "2"]) {
      const request = borrowSeats("2", token, arn);
      await service.call("checkoutBorrowLicense", { ...request, Entitlements: [...request.Entitlements, export_] });
    }
    expect(await usage(service, arn)).toEqual([
      { Name: "seats", ConsumedValue: "4", MaxCount: "5", Unit: "Count" },
      { Name: "export", ConsumedValue: "2", Unit: "None" },
    ]);
  });

  it("has no error for an unknown license but that of a senseless value", async () => {
    const { call } = await testService();
    expect(await failure(() => call("getLicenseUsage", { LicenseArn: ARN }))).toBe(
      `InvalidParameterValueException: LicenseArn is ${ARN}, and there is no such license. ` +
        "Check the ARN, the account and the region.",
    );
  });
});
