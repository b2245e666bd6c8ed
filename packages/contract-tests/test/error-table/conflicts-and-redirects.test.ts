import { openSqliteStorage } from "@borrow-license/license-server";
import { describe, expect, it } from "vitest";
import { CLIENTS } from "../setting/clients.js";
import { type OperationName, requestsAbout } from "../setting/operations.js";
import { modeled, receivedError } from "../setting/received-error.js";
import { borrowRequest, checkoutRequest, versionRequest } from "../setting/requests.js";
import { scenes } from "../setting/scene.js";

const LEASE = "00000000000000000000000000000000";
const scene = scenes();
const hourly = { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } };

describe.each(CLIENTS)("%s receives ConflictException", (_name, module) => {
  it("from CheckInLicense where the license does not allow an early return", async () => {
    const { createLicense, send } = await scene(module);
    const LicenseArn = await createLicense({
      ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: false, MaxTimeToLiveInMinutes: 60 } },
    });
    const { LicenseConsumptionToken } = await send("CheckoutBorrowLicense", borrowRequest(LicenseArn));
    expect(await receivedError(module, send("CheckInLicense", { LicenseConsumptionToken }))).toEqual(
      modeled(
        "ConflictException",
        `The license ${LicenseArn} does not allow early check-in (AllowEarlyCheckIn is false). ` +
          "It gives back what it holds by itself when it expires, at 2026-06-01T13:00:00Z.",
      ),
    );
  });

  it.each([
    {
      kind: "provisional",
      configuration: hourly,
      type: "PROVISIONAL",
      end: "It gives back what it holds by itself when it expires, at 2026-06-01T13:00:00Z.",
    },
    { kind: "perpetual", configuration: { RenewType: "None" }, type: "PERPETUAL", end: "It does not expire." },
  ] as const)(
    "from CheckInLicense of a $kind checkout where an entitlement does not allow it",
    async ({ configuration, end, type }) => {
      const { createLicense, send } = await scene(module);
      await createLicense({
        ConsumptionConfiguration: configuration,
        Entitlements: [{ Name: "seats", Unit: "Count", MaxCount: 10, AllowCheckIn: false }],
      });
      const { LicenseConsumptionToken } = await send("CheckoutLicense", checkoutRequest({ CheckoutType: type }));
      expect(await receivedError(module, send("CheckInLicense", { LicenseConsumptionToken }))).toEqual(
        modeled("ConflictException", `The entitlement "seats" does not allow check-in (AllowCheckIn is false). ${end}`),
      );
    },
  );

  it.each(["CreateLicenseVersion", "DeleteLicense"] as const)(
    "from %s where the source version is not the latest one",
    async (operation) => {
      const { createLicense, send } = await scene(module);
      const LicenseArn = await createLicense();
      await send("CreateLicenseVersion", versionRequest(LicenseArn));
      const request = { ...requestsAbout(LicenseArn, LEASE)[operation], SourceVersion: "1" };
      expect(await receivedError(module, send(operation, request))).toEqual(
        modeled(
          "ConflictException",
          `SourceVersion is "1", and the latest version of the license ${LicenseArn} is "2". ` +
            "Look at that one first, then give its number.",
        ),
      );
    },
  );

  it("from CreateLicenseVersion while the license is being deleted", async () => {
    const { createLicense, send } = await scene(module);
    const LicenseArn = await createLicense();
    await send("CheckoutBorrowLicense", borrowRequest(LicenseArn));
    await send("DeleteLicense", { LicenseArn, SourceVersion: "1" });
    expect(await receivedError(module, send("CreateLicenseVersion", versionRequest(LicenseArn)))).toEqual(
      modeled(
        "ConflictException",
        `The license ${LicenseArn} is being deleted, so it gets no version any more. Create another license.`,
      ),
    );
  });
});

describe.each(CLIENTS)("%s receives none", (_name, module) => {
  it.each([
    ["CheckInLicense of what was returned before", "2026-06-01T12:00:00Z"],
    ["CheckInLicense of what has expired", "2026-06-03T12:00:00Z"],
  ])("from %s", async (_what, time) => {
    const { cloud, createLicense, send } = await scene(module);
    const { LicenseConsumptionToken } = await send("CheckoutBorrowLicense", borrowRequest(await createLicense()));
    if (time === "2026-06-01T12:00:00Z") await send("CheckInLicense", { LicenseConsumptionToken });
    cloud.setTime(time);
    expect(await send("CheckInLicense", { LicenseConsumptionToken })).toMatchObject({
      $metadata: { httpStatusCode: 200 },
    });
  });
});

describe.each(CLIENTS)("%s receives RedirectException with the location", (_name, module) => {
  const operations: readonly OperationName[] = [
    "CheckoutBorrowLicense",
    "CheckoutLicense",
    "CreateLicenseVersion",
    "DeleteLicense",
  ];

  it.each(operations)("from %s where another region keeps the license", async (operation) => {
    const storage = await openSqliteStorage(":memory:");
    const europe = await scene(module, { storage, region: "eu-west-1" });
    const LicenseArn = await europe.createLicense({ HomeRegion: "eu-west-1", ConsumptionConfiguration: hourly });
    const { send } = await scene(module, { storage, peers: { "eu-west-1": "https://licenses.example.com" } });
    const sending = send(operation, requestsAbout(LicenseArn, LEASE)[operation]);
    expect(await receivedError(module, sending)).toEqual(
      modeled(
        "RedirectException",
        `The license ${LicenseArn} has its home in the region eu-west-1. Send the request to that region's server.`,
      ),
    );
    await expect(sending).rejects.toMatchObject({ Location: "https://licenses.example.com" });
  });

  it("from CreateLicense where another region is to keep the license", async () => {
    const { send } = await scene(module, { peers: { "eu-west-1": "https://licenses.example.com" } });
    const request = { ...requestsAbout("", LEASE).CreateLicense, HomeRegion: "eu-west-1" };
    const sending = send("CreateLicense", request);
    expect(await receivedError(module, sending)).toEqual(
      modeled(
        "RedirectException",
        "The license has its home in the region eu-west-1. Send the request to that region's server.",
      ),
    );
    await expect(sending).rejects.toMatchObject({ Location: "https://licenses.example.com" });
  });
});
