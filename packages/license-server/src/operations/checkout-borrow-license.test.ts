import { verifyBorrowToken } from "@borrow-license/token-verification";
import { describe, expect, it } from "vitest";
import { ARN, borrowSeats, createStudio, failure, NOON } from "../../test/licenses.js";
import { issuer, type TestService, testService } from "../../test/service.js";
import { openSqliteStorage } from "../storage/open-storage.js";

async function seatsInUse({ call }: TestService, LicenseArn: string): Promise<string | undefined> {
  const { LicenseUsage } = await call("getLicenseUsage", { LicenseArn });
  return LicenseUsage?.EntitlementUsages?.find(({ Name }) => Name === "seats")?.ConsumedValue;
}

describe("CheckoutBorrowLicense", () => {
  it("answers all that was asked for, and a token that says the same", async () => {
    const { call, create } = await testService({ random: (length) => new Uint8Array(length).fill(0xab) });
    const arn = await create();
    const answer = await call("checkoutBorrowLicense", {
      ...borrowSeats("2", "token", arn),
      Entitlements: [
        { Name: "seats", Value: "2", Unit: "Count" },
        { Name: "export", Unit: "None" },
      ],
      CheckoutMetadata: [{ Name: "project", Value: "bridge" }],
    });
    const granted = [
      { Name: "seats", Value: "2", Unit: "Count" },
      { Name: "export", Value: "pdf", Unit: "None" },
    ];
    expect(answer).toEqual({
      LicenseArn: arn,
      LicenseConsumptionToken: "019e830e1d15abababababababababab",
      EntitlementsAllowed: granted,
      NodeId: "workstation-7",
      SignedToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      IssuedAt: "2026-06-01T12:00:00Z",
      Expiration: "2026-06-01T20:00:00Z",
      CheckoutMetadata: [{ Name: "project", Value: "bridge" }],
    });
    const now = (): Date => new Date(NOON * 1000);
    const key = await issuer.publicKeyPem();
    expect(await verifyBorrowToken(answer.SignedToken ?? "", key, { nodeId: "workstation-7" }, { now })).toEqual({
      licenseArn: arn,
      licenseConsumptionToken: "019e830e1d15abababababababababab",
      entitlementsAllowed: granted,
      nodeId: "workstation-7",
      checkoutMetadata: [{ Name: "project", Value: "bridge" }],
      issuedAt: new Date("2026-06-01T12:00:00Z"),
      expiration: new Date("2026-06-01T20:00:00Z"),
      issuer: "Example Software",
    });
  });

  it("leaves out the node and the metadata that the request does not have", async () => {
    const { call, create } = await testService();
    const { NodeId: _, ...anywhere } = borrowSeats("1", "token", await create());
    const answer = await call("checkoutBorrowLicense", anywhere);
    expect(answer).not.toHaveProperty("NodeId");
    expect(answer).not.toHaveProperty("CheckoutMetadata");
  });

  it("grants until the end of the license's validity, where that is earlier", async () => {
    const { call, create } = await testService();
    const arn = await create({ Validity: { Begin: "2026-01-01T00:00:00Z", End: "2026-06-01T12:30:00Z" } });
    expect((await call("checkoutBorrowLicense", borrowSeats("1", "token", arn))).Expiration).toBe(
      "2026-06-01T12:30:00Z",
    );
  });

  it("gets back by itself what has expired, not a second earlier", async () => {
    const service = await testService();
    const arn = await service.create();
    await service.call("checkoutBorrowLicense", borrowSeats("5", "first", arn));
    service.wait(28_799);
    expect(await seatsInUse(service, arn)).toBe("5");
    expect(await failure(() => service.call("checkoutBorrowLicense", borrowSeats("1", "second", arn)))).toBe(
      'NoEntitlementsAllowedException: The entitlement "seats" is at its maximum: 5 of 5 in use. ' +
        "Try again when some of it came back.",
    );
    service.wait(1);
    expect(await seatsInUse(service, arn)).toBe("0");
    await service.call("checkoutBorrowLicense", borrowSeats("5", "third", arn));
    expect(await seatsInUse(service, arn)).toBe("5");
  });

  it("takes nothing when it refuses a part", async () => {
    const service = await testService();
    const arn = await service.create();
    const request = {
      ...borrowSeats("2", "token", arn),
      Entitlements: [
        { Name: "seats", Value: "2", Unit: "Count" },
        { Name: "print", Unit: "None" },
      ] as const,
    };
    expect(await failure(() => service.call("checkoutBorrowLicense", request))).toBe(
      'EntitlementNotAllowedException: The license has no entitlement "print"; it has "seats" in Unit "Count", "export" in ' +
        'Unit "None". Nothing was checked out, because partial checkouts are not supported.',
    );
    expect(await seatsInUse(service, arn)).toBe("0");
  });

  it("knows no license of another ARN", async () => {
    const { call } = await testService();
    expect(await failure(() => call("checkoutBorrowLicense", borrowSeats("1", "token")))).toBe(
      `ResourceNotFoundException: There is no license ${ARN}. Check the ARN, the account and the region.`,
    );
  });

  it("refuses a request that makes no sense before it looks for the license", async () => {
    const { call } = await testService();
    expect(await failure(() => call("checkoutBorrowLicense", borrowSeats("two", "token")))).toBe(
      'InvalidParameterValueException: Entitlements[0].Value is "two". ' +
        'Give a positive whole number up to 9007199254740991, such as "1".',
    );
  });

  it("refuses what does not fit into a token", async () => {
    const { call, create } = await testService();
    const CheckoutMetadata = Array.from({ length: 50 }, (_, index) => ({ Name: `n${index}`, Value: "x".repeat(1024) }));
    const request = { ...borrowSeats("1", "token", await create()), CheckoutMetadata };
    expect(await failure(() => call("checkoutBorrowLicense", request))).toBe(
      "InvalidParameterValueException: Entitlements and CheckoutMetadata together are too long for a signed token. " +
        "Ask for fewer entitlements, or give less CheckoutMetadata.",
    );
  });
});

describe("a license of another region", () => {
  it("is redirected to the server of its region", async () => {
    const storage = await openSqliteStorage(":memory:");
    const arn = await (await testService({ storage })).create();
    const peers = { "us-east-1": "https://licenses.example.com" };
    const { call } = await testService({ storage, region: "eu-west-1", peers });
    await expect(call("checkoutBorrowLicense", borrowSeats("1", "token", arn))).rejects.toMatchObject({
      name: "RedirectException",
      members: {
        Location: "https://licenses.example.com",
        Message: `The license ${arn} has its home in the region us-east-1. Send the request to that region's server.`,
      },
    });
  });

  it("is redirected without a location where that server is not known", async () => {
    const storage = await openSqliteStorage(":memory:");
    const arn = await (await testService({ storage })).create();
    const { call } = await testService({ storage, region: "eu-west-1" });
    await expect(call("checkoutBorrowLicense", borrowSeats("1", "token", arn))).rejects.toMatchObject({
      name: "RedirectException",
      members: {
        Message: `The license ${arn} has its home in the region us-east-1. Send the request to that region's server.`,
      },
    });
  });
});

describe("a checkout's client token", () => {
  it("makes the same request answer the same, also when it comes late, and takes nothing more", async () => {
    const service = await testService();
    const request = borrowSeats("2", "token", await service.create());
    const first = await service.call("checkoutBorrowLicense", request);
    service.wait(1);
    expect(await service.call("checkoutBorrowLicense", request)).toEqual(first);
    expect(await seatsInUse(service, request.LicenseArn)).toBe("2");
    service.wait(400 * 24 * 3600);
    expect(await service.call("checkoutBorrowLicense", request)).toEqual(first);
    expect(await seatsInUse(service, request.LicenseArn)).toBe("0");
  });

  it("is refused for another request", async () => {
    const { call, create } = await testService();
    const request = borrowSeats("2", "token", await create());
    await call("checkoutBorrowLicense", request);
    expect(await failure(() => call("checkoutBorrowLicense", { ...request, NodeId: "another" }))).toBe(
      'InvalidParameterValueException: ClientToken is "token", which was used for another CheckoutBorrowLicense request. ' +
        "Send the same request again to repeat it, or give a new ClientToken.",
    );
  });

  it("may be one that another operation was called with", async () => {
    const { call, create } = await testService();
    const request = borrowSeats("1", createStudio.ClientToken, await create());
    expect((await call("checkoutBorrowLicense", request)).LicenseArn).toBe(request.LicenseArn);
  });

  it("of a request that was refused can be used again", async () => {
    const service = await testService();
    const arn = await service.create();
    await service.call("checkoutBorrowLicense", borrowSeats("5", "first", arn));
    expect(await failure(() => service.call("checkoutBorrowLicense", borrowSeats("1", "second", arn)))).toContain(
      "5 of 5 in use",
    );
    service.wait(28_800);
    expect((await service.call("checkoutBorrowLicense", borrowSeats("1", "second", arn))).IssuedAt).toBe(
      "2026-06-01T20:00:00Z",
    );
  });
});
