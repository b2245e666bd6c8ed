import { describe, expect, it } from "vitest";
import { ARN, createStudio, failure } from "../../test/licenses.js";
import { type TestService, testService } from "../../test/service.js";

const { Beneficiary: _, ProductSKU: __, ...members } = createStudio;

/** A service with a license of three versions. */
async function threeVersions(): Promise<TestService & { readonly arn: string }> {
  const service = await testService();
  const arn = await service.create();
  for (const Status of ["SUSPENDED", "AVAILABLE"] as const) {
    await service.call("createLicenseVersion", { ...members, LicenseArn: arn, Status, ClientToken: Status });
  }
  return { ...service, arn };
}

describe("ListLicenseVersions", () => {
  it("lists the versions as GetLicense shows them, the latest first", async () => {
    const { arn: LicenseArn, call } = await threeVersions();
    const Licenses: unknown[] = [];
    for (const Version of ["3", "2", "1"]) Licenses.push((await call("getLicense", { LicenseArn, Version })).License);
    expect(await call("listLicenseVersions", { LicenseArn })).toEqual({ Licenses });
  });

  it("lists page by page, also while versions are added", async () => {
    const { arn: LicenseArn, call } = await threeVersions();
    const first = await call("listLicenseVersions", { LicenseArn, MaxResults: 2 });
    expect(first.Licenses?.map(({ Version }) => Version)).toEqual(["3", "2"]);
    await call("createLicenseVersion", { ...members, LicenseArn, Status: "SUSPENDED", ClientToken: "4" });
    const last = await call("listLicenseVersions", { LicenseArn, MaxResults: 2, NextToken: first.NextToken });
    expect(last.Licenses?.map(({ Version }) => Version)).toEqual(["1"]);
    expect(last).not.toHaveProperty("NextToken");
  });

  it("refuses a token of another license's list", async () => {
    const { arn: LicenseArn, call, create } = await threeVersions();
    const { NextToken } = await call("listLicenseVersions", { LicenseArn, MaxResults: 1 });
    const other = await create({ ClientToken: "other" });
    expect(await failure(() => call("listLicenseVersions", { LicenseArn: other, NextToken }))).toMatch(
      /^InvalidParameterValueException: NextToken is "[\w-]+", which was not answered for this list\./,
    );
  });

  it("knows only licenses that are there", async () => {
    const { call } = await testService();
    expect(await failure(() => call("listLicenseVersions", { LicenseArn: ARN }))).toBe(
      `InvalidParameterValueException: LicenseArn is ${ARN}, and there is no such license. Check the ARN, the account and the region.`,
    );
  });
});
