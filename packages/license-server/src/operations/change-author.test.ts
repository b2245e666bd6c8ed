import type { OperationContext } from "@borrow-license/server-stub";
import { expect, it, onTestFinished } from "vitest";
import { borrowSeats, createStudio, NOON } from "../../test/licenses.js";
import { issuer } from "../../test/service.js";
import type { Caller } from "../auth/caller.js";
import { ADMINISTRATOR_POLICY } from "../auth/policy.js";
import { createLicenseService, type LicenseService } from "../license-service.js";
import { openStorage, type Storage } from "../storage/open-storage.js";

const caller: Caller = { accessKeyId: "BLAK0123456789ABCDEF", account: "123456789012", policy: ADMINISTRATOR_POLICY };

type Call = <Method extends keyof LicenseService>(
  method: Method,
  input: Parameters<LicenseService[Method]>[0],
) => Promise<Record<string, string>>;

/** A service whose requests are numbered, and come from the caller where there is one. */
async function service(by: Caller | undefined): Promise<{ readonly call: Call; readonly storage: Storage }> {
  const storage = await openStorage({ database: ":memory:" });
  onTestFinished(() => storage.close());
  const clock = (): Date => new Date(NOON * 1000);
  const licenseService = createLicenseService({ storage: storage.licenses, issuer, account: "111111111111", clock });
  let requests = 0;
  const call: Call = async (method, input) => {
    requests += 1;
    const context: OperationContext = {
      operation: `${method.slice(0, 1).toUpperCase()}${method.slice(1)}`,
      requestId: `request-${requests}`,
      headers: new Map<string, string>(),
      signal: new AbortController().signal,
      ...(by === undefined ? {} : { caller: by }),
    };
    return (await licenseService[method](input as never, context)) as Record<string, string>;
  };
  return { call, storage };
}

const ConsumptionConfiguration = {
  ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 },
  BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 480 },
};

it("the audit log has every change that a request makes, by the access key that signed it and the request's ID", async () => {
  const { call, storage } = await service(caller);
  const { LicenseArn = "" } = await call("createLicense", { ...createStudio, ConsumptionConfiguration });
  const borrowed = await call("checkoutBorrowLicense", borrowSeats("1", "token-1", LicenseArn));
  const used = await call("checkoutLicense", {
    ProductSKU: "studio-2026",
    CheckoutType: "PROVISIONAL",
    KeyFingerprint: "aws:123456789012:Example Software:issuer-fingerprint",
    Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
    ClientToken: "token-2",
  });
  const { LicenseConsumptionToken = "" } = used;
  await call("createLicenseVersion", {
    ...createStudio,
    LicenseArn,
    ConsumptionConfiguration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 90 } },
    Status: "AVAILABLE",
  });
  await call("extendLicenseConsumption", { LicenseConsumptionToken, DryRun: true });
  await call("extendLicenseConsumption", { LicenseConsumptionToken, DryRun: false });
  await call("checkInLicense", { LicenseConsumptionToken });
  await call("getLicense", { LicenseArn });
  await call("getLicenseUsage", { LicenseArn });
  await call("listLicenses", {});
  await call("listLicenseVersions", { LicenseArn });
  await call("deleteLicense", { LicenseArn, SourceVersion: "2" });
  const events = await storage.auditLog.list({ limit: 100 });
  expect(
    events.map(({ lease, operation, outcome, requestId }) => [requestId, operation, outcome, lease]).reverse(),
  ).toEqual([
    ["request-1", "CreateLicense", "created", undefined],
    ["request-2", "CheckoutBorrowLicense", "granted", borrowed["LicenseConsumptionToken"]],
    ["request-3", "CheckoutLicense", "granted", LicenseConsumptionToken],
    ["request-4", "CreateLicenseVersion", "created", undefined],
    ["request-6", "ExtendLicenseConsumption", "extended", LicenseConsumptionToken],
    ["request-7", "CheckInLicense", "returned", LicenseConsumptionToken],
    ["request-12", "DeleteLicense", "deleted", undefined],
  ]);
  for (const event of events) {
    expect(event).toMatchObject({
      account: "123456789012",
      accessKeyId: "BLAK0123456789ABCDEF",
      licenseArn: LicenseArn,
    });
  }
});

it("the audit log has changes of nobody who is known as the service's own account's", async () => {
  const { call, storage } = await service(undefined);
  await call("createLicense", createStudio);
  expect(await storage.auditLog.list({ limit: 100 })).toEqual([
    {
      id: 1,
      at: NOON,
      account: "111111111111",
      requestId: "request-1",
      operation: "CreateLicense",
      licenseArn: expect.stringMatching(/^arn:/),
      outcome: "created",
      details: { Version: "1", Status: "AVAILABLE" },
    },
  ]);
});
