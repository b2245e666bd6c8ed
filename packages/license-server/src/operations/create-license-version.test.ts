import type { CreateLicenseVersionRequest } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { ARN, borrowSeats, createStudio, failure } from "../../test/licenses.js";
import { testService } from "../../test/service.js";
import { aroundMethods } from "../observation/around-methods.js";
import { openSqliteStorage } from "../storage/open-storage.js";

const { Beneficiary: _, ProductSKU: __, ...members } = createStudio;

const nextVersion = (
  LicenseArn: string,
  ClientToken: string,
  change: Partial<CreateLicenseVersionRequest> = {},
): CreateLicenseVersionRequest => ({ ...members, LicenseArn, Status: "AVAILABLE", ClientToken, ...change });

describe("CreateLicenseVersion", () => {
  it("numbers versions without gaps, and changes none of those before", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    const first = await call("getLicense", { LicenseArn });
    const LicenseName = "Studio, renewed";
    expect(await call("createLicenseVersion", nextVersion(LicenseArn, "a", { LicenseName }))).toEqual({
      LicenseArn,
      Version: "2",
      Status: "AVAILABLE",
    });
    expect(await call("createLicenseVersion", nextVersion(LicenseArn, "b"))).toMatchObject({ Version: "3" });
    expect(await call("getLicense", { LicenseArn, Version: "1" })).toEqual(first);
    expect(await call("getLicense", { LicenseArn, Version: "2" })).toEqual({
      License: { ...first.License, LicenseName, Version: "2" },
    });
    expect(await call("getLicense", { LicenseArn })).toMatchObject({ License: { Version: "3" } });
  });

  it("answers a request that the same one overtakes like that one, though its source version is not the latest any more", async () => {
    const storage = await openSqliteStorage(":memory:");
    const other = await testService({ storage });
    const LicenseArn = await other.create();
    const request = nextVersion(LicenseArn, "a", { SourceVersion: "1" });
    let answer: unknown;
    const overtaken: typeof storage = Object.create(storage, {
      findAnsweredRequest: {
        async value(...parameters: Parameters<typeof storage.findAnsweredRequest>) {
          const before = await storage.findAnsweredRequest(...parameters);
          answer ??= await other.call("createLicenseVersion", request);
          return before;
        },
      },
      findLicense: { value: storage.findLicense.bind(storage) },
      addLicenseVersion: { value: storage.addLicenseVersion.bind(storage) },
    });
    const { call } = await testService({ storage: overtaken });
    expect(await call("createLicenseVersion", request)).toEqual(answer);
    expect(answer).toMatchObject({ Version: "2" });
  });

  it("takes licenses out of use and back into it with their status", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    const suspend = nextVersion(LicenseArn, "a", { Status: "SUSPENDED" });
    expect(await call("createLicenseVersion", suspend)).toMatchObject({ Version: "2", Status: "SUSPENDED" });
    expect(await failure(() => call("checkoutBorrowLicense", borrowSeats("1", "1", LicenseArn)))).toContain(
      `NoEntitlementsAllowedException: The license ${LicenseArn} is SUSPENDED`,
    );
    await call("createLicenseVersion", nextVersion(LicenseArn, "b"));
    expect(await call("checkoutBorrowLicense", borrowSeats("1", "2", LicenseArn))).toHaveProperty("SignedToken");
  });

  it("answers the status that the validity makes of an AVAILABLE license", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    const Validity = { Begin: "2026-07-01T00:00:00Z" };
    expect(await call("createLicenseVersion", nextVersion(LicenseArn, "a", { Validity }))).toMatchObject({
      Status: "PENDING_AVAILABLE",
    });
  });

  it("counts what was checked out before against the new maximum", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    await call("checkoutBorrowLicense", borrowSeats("4", "1", LicenseArn));
    const Entitlements = [{ Name: "seats", Unit: "Count" as const, MaxCount: 3 }];
    await call("createLicenseVersion", nextVersion(LicenseArn, "a", { Entitlements }));
    expect(await failure(() => call("checkoutBorrowLicense", borrowSeats("1", "2", LicenseArn)))).toBe(
      'NoEntitlementsAllowedException: The entitlement "seats" is at its maximum: 4 of 3 in use. ' +
        "Try again when some of it came back.",
    );
  });

  it("answers a repeated request with the first answer, and refuses another with its token", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    const request = nextVersion(LicenseArn, "a", { SourceVersion: "1" });
    const first = await call("createLicenseVersion", request);
    expect(await call("createLicenseVersion", request)).toEqual(first);
    expect(await failure(() => call("createLicenseVersion", { ...request, Status: "SUSPENDED" }))).toBe(
      'ValidationException: ClientToken is "a", which was used for another CreateLicenseVersion request. ' +
        "Send the same request again to repeat it, or give a new ClientToken.",
    );
  });

  it("makes one version of a request that comes many times at once", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    const request = nextVersion(LicenseArn, "a", { SourceVersion: "1" });
    const answers = await Promise.all(Array.from({ length: 10 }, () => call("createLicenseVersion", request)));
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ LicenseArn, Version: "2", Status: "AVAILABLE" })));
    expect(await call("getLicense", { LicenseArn })).toMatchObject({ License: { Version: "2" } });
  });

  it("conflicts where the source version is not the latest one", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    await call("createLicenseVersion", nextVersion(LicenseArn, "a", { SourceVersion: "1" }));
    expect(
      await failure(() => call("createLicenseVersion", nextVersion(LicenseArn, "b", { SourceVersion: "1" }))),
    ).toBe(
      `ConflictException: SourceVersion is "1", and the latest version of the license ${LicenseArn} is "2". ` +
        "Look at that one first, then give its number.",
    );
  });

  it("lets one of those succeed that start from the same version at once", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, (_one, index) =>
        call("createLicenseVersion", nextVersion(LicenseArn, `${index}`, { SourceVersion: "1" })),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await call("getLicense", { LicenseArn })).toMatchObject({ License: { Version: "2" } });
  });

  it("makes a version of each of those that name none and come at once", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_one, index) => call("createLicenseVersion", nextVersion(LicenseArn, `${index}`))),
    );
    const versions = answers.map(({ Version }) => Number(Version)).sort((one, other) => one - other);
    expect(versions).toEqual(Array.from({ length: 30 }, (_one, index) => index + 2));
  });

  it("conflicts where others make versions all the time", async () => {
    const storage = await openSqliteStorage(":memory:");
    const busy = aroundMethods(storage, async (method, _args, next) =>
      method === "addLicenseVersion" ? { outcome: "superseded" } : next(),
    );
    const { call, create } = await testService({ storage: busy });
    const LicenseArn = await create();
    expect(await failure(() => call("createLicenseVersion", nextVersion(LicenseArn, "a")))).toBe(
      "ConflictException: The license got new versions faster than the request could be carried out. Send it again.",
    );
  });

  it.each<[Partial<CreateLicenseVersionRequest>, string]>([
    [
      { SourceVersion: "one" },
      'SourceVersion is "one", which is no version. Give a positive whole number such as "1".',
    ],
    [{ Status: "DELETED" }, 'Status is "DELETED", which no version is given. Use DeleteLicense.'],
    [{ LicenseName: "" }, 'LicenseName is "", which is blank. Give it a name.'],
  ])("refuses %j with the only error that the operation has for it", async (change, message) => {
    const { call, create } = await testService();
    const LicenseArn = await create();
    expect(await failure(() => call("createLicenseVersion", nextVersion(LicenseArn, "a", change)))).toBe(
      `ValidationException: ${message}`,
    );
    expect(await call("getLicense", { LicenseArn })).toMatchObject({ License: { Version: "1" } });
  });

  it("knows only licenses that are there", async () => {
    const { call } = await testService();
    expect(await failure(() => call("createLicenseVersion", nextVersion(ARN, "a")))).toBe(
      `ResourceNotFoundException: There is no license ${ARN}. Check the ARN, the account and the region.`,
    );
  });

  it("redirects where another region keeps the license, known here or not", async () => {
    const storage = await openSqliteStorage(":memory:");
    const europe = await testService({ storage, region: "eu-west-1" });
    const LicenseArn = await europe.create({ HomeRegion: "eu-west-1" });
    const { call } = await testService({ storage, peers: { "eu-west-1": "https://licenses.example.com" } });
    for (const arn of [LicenseArn, ARN]) {
      const request = nextVersion(arn, "a", { HomeRegion: "eu-west-1" });
      expect(await failure(() => call("createLicenseVersion", request))).toBe(
        `RedirectException: The license ${arn} has its home in the region eu-west-1. ` +
          "Send the request to that region's server.",
      );
    }
  });

  it("makes no version of a deleted license", async () => {
    const { call, create, wait } = await testService();
    const LicenseArn = await create();
    await call("checkoutBorrowLicense", borrowSeats("1", "1", LicenseArn));
    await call("deleteLicense", { LicenseArn, SourceVersion: "1" });
    expect(await failure(() => call("createLicenseVersion", nextVersion(LicenseArn, "a")))).toBe(
      `ConflictException: The license ${LicenseArn} is being deleted, so it gets no version any more. ` +
        "Create another license.",
    );
    wait(28_800);
    expect(await failure(() => call("createLicenseVersion", nextVersion(LicenseArn, "a")))).toBe(
      `ResourceNotFoundException: There is no license ${LicenseArn}. Check the ARN, the account and the region.`,
    );
  });
});
