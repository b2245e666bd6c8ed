import { describe, expect, it } from "vitest";
import { ARN, borrowSeats, failure } from "../../test/licenses.js";
import { testService } from "../../test/service.js";
import { openSqliteStorage } from "../storage/open-storage.js";

describe("DeleteLicense", () => {
  it("deletes a license at once where nothing is checked out, with a last version", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    expect(await call("deleteLicense", { LicenseArn, SourceVersion: "1" })).toEqual({
      Status: "DELETED",
      DeletionDate: "2026-06-01T12:00:00Z",
    });
    expect(await call("getLicense", { LicenseArn })).toMatchObject({ License: { Version: "2", Status: "DELETED" } });
    expect(await call("getLicense", { LicenseArn, Version: "1" })).toMatchObject({ License: { Status: "AVAILABLE" } });
  });

  it("waits for what is checked out, and lends nothing more", async () => {
    const { call, create, wait } = await testService();
    const LicenseArn = await create();
    const { LicenseConsumptionToken = "" } = await call("checkoutBorrowLicense", borrowSeats("1", "a", LicenseArn));
    expect(await call("deleteLicense", { LicenseArn, SourceVersion: "1" })).toEqual({
      Status: "PENDING_DELETE",
      DeletionDate: "2026-06-01T20:00:00Z",
    });
    expect(await failure(() => call("checkoutBorrowLicense", borrowSeats("1", "b", LicenseArn)))).toBe(
      `NoEntitlementsAllowedException: The license ${LicenseArn} is PENDING_DELETE, and only an AVAILABLE license can be ` +
        "borrowed. Ask its issuer, Example Software.",
    );
    expect(await call("checkInLicense", { LicenseConsumptionToken })).toEqual({});
    wait(28_800);
    expect(await failure(() => call("checkoutBorrowLicense", borrowSeats("1", "c", LicenseArn)))).toBe(
      `ResourceNotFoundException: There is no license ${LicenseArn}. Check the ARN, the account and the region.`,
    );
  });

  it("answers the same when it is repeated, and how far the deletion is by then", async () => {
    const { call, create, wait } = await testService();
    const LicenseArn = await create();
    await call("checkoutBorrowLicense", borrowSeats("1", "a", LicenseArn));
    const first = await call("deleteLicense", { LicenseArn, SourceVersion: "1" });
    wait(28_799);
    expect(await call("deleteLicense", { LicenseArn, SourceVersion: "1" })).toEqual(first);
    wait(1);
    expect(await call("deleteLicense", { LicenseArn, SourceVersion: "1" })).toEqual({ ...first, Status: "DELETED" });
  });

  it("conflicts where the source version is not the latest one", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    expect(await failure(() => call("deleteLicense", { LicenseArn, SourceVersion: "2" }))).toBe(
      `ConflictException: SourceVersion is "2", and the latest version of the license ${LicenseArn} is "1". ` +
        "Look at that one first, then give its number.",
    );
  });

  it("refuses a source version that is none", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    expect(await failure(() => call("deleteLicense", { LicenseArn, SourceVersion: "latest" }))).toBe(
      'InvalidParameterValueException: SourceVersion is "latest", which is no version. Give a positive whole number such as "1".',
    );
  });

  it("knows only licenses that are there", async () => {
    const { call } = await testService();
    expect(await failure(() => call("deleteLicense", { LicenseArn: ARN, SourceVersion: "1" }))).toBe(
      `InvalidParameterValueException: LicenseArn is ${ARN}, and there is no such license. Check the ARN, the account and the region.`,
    );
  });

  it("redirects where another region keeps the license", async () => {
    const storage = await openSqliteStorage(":memory:");
    const europe = await testService({ storage, region: "eu-west-1" });
    const LicenseArn = await europe.create({ HomeRegion: "eu-west-1" });
    const { call } = await testService({ storage });
    expect(await failure(() => call("deleteLicense", { LicenseArn, SourceVersion: "1" }))).toBe(
      `RedirectException: The license ${LicenseArn} has its home in the region eu-west-1. Send the request to that region's server.`,
    );
  });
});
