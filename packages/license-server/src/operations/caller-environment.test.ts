import type { LicenseManagerService } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { borrowSeats, createStudio, failure, NOON } from "../../test/licenses.js";
import { issuer } from "../../test/service.js";
import { ADMINISTRATOR_POLICY, type Policy } from "../auth/policy.js";
import { createLicenseService } from "../license-service.js";
import { openSqliteStorage } from "../storage/open-storage.js";

const VENDOR = "111111111111";
const CUSTOMER = "222222222222";
const STRANGER = "333333333333";

type Call = <Method extends keyof LicenseManagerService>(
  account: string,
  method: Method,
  input: Parameters<LicenseManagerService[Method]>[0],
  policy?: Policy,
) => Promise<Record<string, unknown>>;

/** A service that several accounts call, and a license of the vendor for the customer. */
async function service(): Promise<{ call: Call; arn: string }> {
  const operations = createLicenseService({
    storage: await openSqliteStorage(":memory:"),
    issuer,
    clock: () => new Date(NOON * 1000),
  }) as Partial<LicenseManagerService>;
  const call: Call = async (account, method, input, policy = ADMINISTRATOR_POLICY) => {
    const operation = `${method.slice(0, 1).toUpperCase()}${method.slice(1)}`;
    const context = {
      operation,
      requestId: "request-1",
      headers: new Map<string, string>(),
      signal: new AbortController().signal,
      caller: { accessKeyId: "KEY", account, policy },
    };
    return (await operations[method]?.(input as never, context)) as Record<string, unknown>;
  };
  const { LicenseArn } = await call(VENDOR, "createLicense", { ...createStudio, Beneficiary: CUSTOMER });
  return { call, arn: String(LicenseArn) };
}

describe("a caller's account", () => {
  it("is the one of the licenses that it creates", async () => {
    const { arn, call } = await service();
    expect(arn).toContain(`::${VENDOR}:license:`);
    const { License } = await call(VENDOR, "getLicense", { LicenseArn: arn });
    expect(License).toMatchObject({ Issuer: { KeyFingerprint: `aws:${VENDOR}:Example Software:issuer-fingerprint` } });
  });

  it("may borrow as the license's beneficiary, by its number or its ARN", async () => {
    const { arn, call } = await service();
    expect(await call(CUSTOMER, "checkoutBorrowLicense", borrowSeats("1", "a", arn))).toMatchObject({
      LicenseArn: arn,
    });
    const Beneficiary = `arn:aws:iam::${STRANGER}:root`;
    const { LicenseArn } = await call(VENDOR, "createLicense", { ...createStudio, ClientToken: "2", Beneficiary });
    expect(await call(STRANGER, "getLicense", { LicenseArn: String(LicenseArn) })).toHaveProperty("License");
  });

  it("that has nothing to do with a license does not see it", async () => {
    const { arn, call } = await service();
    const token = (await call(CUSTOMER, "checkoutBorrowLicense", borrowSeats("1", "a", arn)))[
      "LicenseConsumptionToken"
    ];
    expect(await failure(() => call(STRANGER, "getLicense", { LicenseArn: arn }))).toBe(
      `InvalidParameterValueException: LicenseArn is ${arn}, and there is no such license. Check the ARN, the account and the region.`,
    );
    expect(await failure(() => call(STRANGER, "checkoutBorrowLicense", borrowSeats("1", "b", arn)))).toBe(
      `ResourceNotFoundException: There is no license ${arn}. Check the ARN, the account and the region.`,
    );
    expect(await failure(() => call(STRANGER, "checkInLicense", { LicenseConsumptionToken: String(token) }))).toContain(
      "ResourceNotFoundException: There is no checkout with the LicenseConsumptionToken",
    );
  });

  it("returns what it borrowed itself, and the issuer returns everything", async () => {
    const { arn, call } = await service();
    const borrow = async (account: string, clientToken: string): Promise<{ LicenseConsumptionToken: string }> => {
      const answer = await call(account, "checkoutBorrowLicense", borrowSeats("1", clientToken, arn));
      return { LicenseConsumptionToken: String(answer["LicenseConsumptionToken"]) };
    };
    const ofVendor = await borrow(VENDOR, "a");
    expect(await failure(() => call(CUSTOMER, "checkInLicense", ofVendor))).toBe(
      `AccessDeniedException: Another account checked this out of the license ${arn}. Use that account's credentials.`,
    );
    expect(await call(CUSTOMER, "checkInLicense", await borrow(CUSTOMER, "b"))).toEqual({});
    expect(await call(VENDOR, "checkInLicense", await borrow(CUSTOMER, "c"))).toEqual({});
  });

  it("checks out of the product's licenses that are for it, and of no others", async () => {
    const { call } = await service();
    const hourly = { ConsumptionConfiguration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } } };
    const Beneficiary = `arn:aws:iam::${CUSTOMER}:root`;
    await call(VENDOR, "createLicense", { ...createStudio, ...hourly, ClientToken: "2", Beneficiary: STRANGER });
    const { LicenseArn } = await call(VENDOR, "createLicense", {
      ...createStudio,
      ...hourly,
      ClientToken: "3",
      Beneficiary,
    });
    const checkout = {
      ProductSKU: "studio-2026",
      CheckoutType: "PROVISIONAL" as const,
      KeyFingerprint: `aws:${VENDOR}:Example Software:issuer-fingerprint`,
      Entitlements: [{ Name: "seats", Value: "5", Unit: "Count" as const }],
      ClientToken: "a",
    };
    const taken = await call(CUSTOMER, "checkoutLicense", checkout);
    expect(taken["LicenseArn"]).toBe(LicenseArn);
    const NOBODY = "444444444444";
    expect(await failure(() => call(NOBODY, "checkoutLicense", { ...checkout, ClientToken: "b" }))).toContain(
      'ResourceNotFoundException: There is no license with the ProductSKU "studio-2026"',
    );
    const lease = { LicenseConsumptionToken: String(taken["LicenseConsumptionToken"]), DryRun: false };
    expect(await call(CUSTOMER, "extendLicenseConsumption", lease)).toHaveProperty("Expiration");
    expect(await failure(() => call(STRANGER, "extendLicenseConsumption", lease))).toContain(
      "ResourceNotFoundException: There is no checkout with the LicenseConsumptionToken",
    );
  });

  it("lists its own licenses, not those that it is the beneficiary of", async () => {
    const { arn, call } = await service();
    expect(await call(VENDOR, "listLicenses", {})).toMatchObject({ Licenses: [{ LicenseArn: arn }] });
    expect(await call(CUSTOMER, "listLicenses", { LicenseArns: [arn] })).toEqual({ Licenses: [] });
  });

  it("sees the versions of a license that are for it", async () => {
    const { arn, call } = await service();
    const versions = async (account: string): Promise<unknown> =>
      (await call(account, "listLicenseVersions", { LicenseArn: arn, MaxResults: 1 }))["Licenses"];
    expect(await versions(CUSTOMER)).toMatchObject([{ Version: "1" }]);
    expect(await failure(() => versions(STRANGER))).toContain("and there is no such license");
  });

  it("leaves changes of a license to its issuer", async () => {
    const { arn, call } = await service();
    const version = { ...createStudio, LicenseArn: arn, Status: "SUSPENDED" as const };
    const changes = {
      CreateLicenseVersion: (account: string) => call(account, "createLicenseVersion", version),
      DeleteLicense: (account: string) => call(account, "deleteLicense", { LicenseArn: arn, SourceVersion: "1" }),
    };
    for (const [operation, change] of Object.entries(changes)) {
      expect(await failure(() => change(CUSTOMER))).toBe(
        `AccessDeniedException: The license ${arn} belongs to the account ${VENDOR}; your account ${CUSTOMER} is its ` +
          `beneficiary, which does not allow ${operation}. Ask the license's issuer.`,
      );
      expect(await failure(() => change(STRANGER))).toMatch(/there is no such license|There is no license/);
    }
    expect(await call(VENDOR, "getLicense", { LicenseArn: arn })).toMatchObject({ License: { Version: "1" } });
  });

  it("has client tokens of its own", async () => {
    const { arn, call } = await service();
    const first = await call(VENDOR, "checkoutBorrowLicense", borrowSeats("1", "same", arn));
    const second = await call(CUSTOMER, "checkoutBorrowLicense", borrowSeats("1", "same", arn));
    expect(second["LicenseConsumptionToken"]).not.toBe(first["LicenseConsumptionToken"]);
  });
});

describe("a caller's policy", () => {
  const only = (operations: readonly string[], licenses: readonly string[]): Policy => ({
    statements: [{ operations, licenses }],
  });

  it("that lacks the operation, or the license, is no permission", async () => {
    const { arn, call } = await service();
    const borrowing = only(["CheckoutBorrowLicense"], [arn]);
    expect(await call(VENDOR, "checkoutBorrowLicense", borrowSeats("1", "a", arn), borrowing)).toHaveProperty(
      "SignedToken",
    );
    expect(await failure(() => call(VENDOR, "getLicense", { LicenseArn: arn }, borrowing))).toBe(
      `AuthorizationException: The access key's policy does not allow GetLicense for the license ${arn}. ` +
        "Add it to the policy, or use another key.",
    );
    const other = only(["*"], [`${arn}0`]);
    expect(await failure(() => call(VENDOR, "checkoutBorrowLicense", borrowSeats("1", "b", arn), other))).toContain(
      `AuthorizationException: The access key's policy does not allow CheckoutBorrowLicense for the license ${arn}.`,
    );
    expect(await failure(() => call(VENDOR, "createLicense", { ...createStudio, ClientToken: "3" }, other))).toContain(
      "AuthorizationException: The access key's policy does not allow CreateLicense.",
    );
  });

  it("for one license tells of a mistyped consumption token or product, and of operations that it lacks", async () => {
    const { arn, call } = await service();
    const using = only(["CheckInLicense", "CheckoutLicense", "ExtendLicenseConsumption"], [arn]);
    const LicenseConsumptionToken = "0".repeat(32);
    const product = {
      ProductSKU: "mistyped",
      KeyFingerprint: `aws:${VENDOR}:Example Software:issuer-fingerprint`,
      CheckoutType: "PROVISIONAL",
      Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
      ClientToken: "mistyped",
    } as const;
    const notFound = /^ResourceNotFoundException: /;
    expect(await failure(() => call(VENDOR, "checkInLicense", { LicenseConsumptionToken }, using))).toMatch(notFound);
    expect(
      await failure(() => call(VENDOR, "extendLicenseConsumption", { LicenseConsumptionToken, DryRun: false }, using)),
    ).toMatch(notFound);
    expect(await failure(() => call(VENDOR, "checkoutLicense", product, using))).toMatch(notFound);
    const other = only(["CheckoutLicense"], [arn]);
    expect(await failure(() => call(VENDOR, "checkInLicense", { LicenseConsumptionToken }, other))).toContain(
      "AuthorizationException: The access key's policy does not allow CheckInLicense.",
    );
  });
});
