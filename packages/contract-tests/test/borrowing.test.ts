import { verifyBorrowToken } from "@borrow-license/token-verification";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CLIENTS, clientOf } from "./setting/clients.js";
import { type Cloud, startCloud } from "./setting/cloud.js";
import { borrowRequest, licenseRequest } from "./setting/requests.js";

/** Each client against the licence server's operations, through msw in place of the network. */

const network = setupServer();
let cloud: Cloud;

beforeAll(() => network.listen({ onUnhandledFrame: "error" }));
afterAll(() => network.close());
beforeEach(async () => {
  cloud = await startCloud();
  network.resetHandlers(...cloud.handlers);
});

describe.each(CLIENTS)("%s", (_name, module) => {
  const client = clientOf(module);

  async function createLicense(change?: Parameters<typeof licenseRequest>[0]): Promise<string> {
    const { LicenseArn = "" } = await client.send(new module.CreateLicenseCommand(licenseRequest(change)));
    return LicenseArn;
  }

  async function consumed(LicenseArn: string): Promise<string | undefined> {
    const { LicenseUsage } = await client.send(new module.GetLicenseUsageCommand({ LicenseArn }));
    return LicenseUsage?.EntitlementUsages?.find(({ Name }) => Name === "seats")?.ConsumedValue;
  }

  it("creates a license", async () => {
    const { $metadata, ...created } = await client.send(new module.CreateLicenseCommand(licenseRequest()));
    expect($metadata.httpStatusCode).toBe(200);
    expect(created).toEqual({
      LicenseArn: expect.stringMatching(/^arn:aws:license-manager::123456789012:license:l-[0-9a-f]{32}$/),
      Status: "AVAILABLE",
      Version: "1",
    });
  });

  it("gets a license as it was created", async () => {
    const { ClientToken: _, ...request } = licenseRequest();
    const LicenseArn = await createLicense(request);
    const { License } = await client.send(new module.GetLicenseCommand({ LicenseArn }));
    expect(License).toEqual({
      ...request,
      LicenseArn,
      Issuer: {
        Name: "Example Software",
        KeyFingerprint: "aws:123456789012:Example Software:issuer-fingerprint",
      },
      Status: "AVAILABLE",
      CreateTime: "2026-06-01T12:00:00Z",
      Version: "1",
    });
  });

  it("gets the usage of each entitlement", async () => {
    const LicenseArn = await createLicense();
    await client.send(
      new module.CheckoutBorrowLicenseCommand(
        borrowRequest(LicenseArn, { Entitlements: [{ Name: "seats", Value: "3", Unit: "Count" }] }),
      ),
    );
    const { LicenseUsage } = await client.send(new module.GetLicenseUsageCommand({ LicenseArn }));
    expect(LicenseUsage?.EntitlementUsages).toEqual([
      { Name: "seats", ConsumedValue: "3", MaxCount: "10", Unit: "Count" },
      { Name: "export", ConsumedValue: "0", Unit: "None" },
    ]);
  });

  it("borrows for as long as the license allows", async () => {
    const LicenseArn = await createLicense();
    const request = borrowRequest(LicenseArn, {
      Entitlements: [
        { Name: "seats", Value: "2", Unit: "Count" },
        { Name: "export", Unit: "None" },
      ],
      CheckoutMetadata: [{ Name: "project", Value: "apollo" }],
    });
    const { $metadata: _, ...borrowed } = await client.send(new module.CheckoutBorrowLicenseCommand(request));
    expect(borrowed).toEqual({
      LicenseArn,
      LicenseConsumptionToken: expect.stringMatching(/^[0-9a-f]{32}$/),
      EntitlementsAllowed: [
        { Name: "seats", Value: "2", Unit: "Count" },
        { Name: "export", Value: "pdf", Unit: "None" },
      ],
      NodeId: "workstation-7",
      SignedToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      IssuedAt: "2026-06-01T12:00:00Z",
      Expiration: "2026-06-02T12:00:00Z",
      CheckoutMetadata: [{ Name: "project", Value: "apollo" }],
    });
  });

  it("borrows no longer than the license is valid", async () => {
    cloud.setTime("2026-12-31T18:00:00Z");
    const LicenseArn = await createLicense();
    const { Expiration } = await client.send(new module.CheckoutBorrowLicenseCommand(borrowRequest(LicenseArn)));
    expect(Expiration).toBe("2027-01-01T00:00:00Z");
  });

  it("gets a token whose claims are the answer's members", async () => {
    const LicenseArn = await createLicense();
    const request = borrowRequest(LicenseArn, {
      Entitlements: [
        { Name: "seats", Value: "2", Unit: "Count" },
        { Name: "export", Unit: "None" },
      ],
      CheckoutMetadata: [{ Name: "project", Value: "apollo" }],
    });
    const borrowed = await client.send(new module.CheckoutBorrowLicenseCommand(request));
    const claims = await verifyBorrowToken(
      borrowed.SignedToken ?? "",
      cloud.publicKeyPem,
      { nodeId: "workstation-7", licenseArn: LicenseArn, issuer: "Example Software" },
      { now: () => new Date("2026-06-02T11:59:59Z") },
    );
    expect(claims).toEqual({
      licenseArn: borrowed.LicenseArn,
      licenseConsumptionToken: borrowed.LicenseConsumptionToken,
      entitlementsAllowed: borrowed.EntitlementsAllowed,
      nodeId: borrowed.NodeId,
      checkoutMetadata: borrowed.CheckoutMetadata,
      issuedAt: new Date(borrowed.IssuedAt ?? ""),
      expiration: new Date(borrowed.Expiration ?? ""),
      issuer: "Example Software",
    });
  });

  it("gets a token that is bound to no machine when it names none", async () => {
    const LicenseArn = await createLicense();
    const { NodeId: _, ...request } = borrowRequest(LicenseArn);
    const { NodeId, SignedToken = "" } = await client.send(new module.CheckoutBorrowLicenseCommand(request));
    expect(NodeId).toBeUndefined();
    const time = { now: () => new Date("2026-06-01T12:00:00Z") };
    const claims = await verifyBorrowToken(SignedToken, cloud.publicKeyPem, { allowUnbound: true }, time);
    expect("nodeId" in claims).toBe(false);
  });

  it("gets the same answer for the same client token, and takes no more seats", async () => {
    const LicenseArn = await createLicense();
    const request = borrowRequest(LicenseArn);
    const first = await client.send(new module.CheckoutBorrowLicenseCommand(request));
    cloud.setTime("2026-06-01T13:00:00Z");
    const second = await client.send(new module.CheckoutBorrowLicenseCommand(request));
    expect({ ...second, $metadata: undefined }).toEqual({ ...first, $metadata: undefined });
    expect(await consumed(LicenseArn)).toBe("1");
  });

  it("gets the same license for the same client token", async () => {
    const request = licenseRequest();
    const first = await client.send(new module.CreateLicenseCommand(request));
    const second = await client.send(new module.CreateLicenseCommand(request));
    expect(second.LicenseArn).toBe(first.LicenseArn);
  });

  it("gets ten of ten seats in a hundred checkouts at the same time", async () => {
    const LicenseArn = await createLicense();
    const requests = Array.from({ length: 100 }, () => borrowRequest(LicenseArn));
    const outcomes = await Promise.allSettled(
      requests.map((request) => client.send(new module.CheckoutBorrowLicenseCommand(request))),
    );
    const granted = outcomes.filter((outcome) => outcome.status === "fulfilled");
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(granted).toHaveLength(10);
    expect(new Set(granted.map(({ value }) => value.LicenseConsumptionToken)).size).toBe(10);
    expect(refused.map(({ reason }) => (reason as Error).name)).toEqual(
      Array(90).fill("NoEntitlementsAllowedException"),
    );
    expect(await consumed(LicenseArn)).toBe("10");
    expect(cloud.unexpected).toEqual([]);
  });

  it("gets one lease when the same checkout arrives twice at the same time", async () => {
    const LicenseArn = await createLicense();
    const request = borrowRequest(LicenseArn);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.send(new module.CheckoutBorrowLicenseCommand(request))),
    );
    expect(new Set(answers.map(({ SignedToken }) => SignedToken)).size).toBe(1);
    expect(await consumed(LicenseArn)).toBe("1");
  });

  it("returns what it borrowed, and may do so twice", async () => {
    const LicenseArn = await createLicense();
    const { LicenseConsumptionToken } = await client.send(
      new module.CheckoutBorrowLicenseCommand(borrowRequest(LicenseArn)),
    );
    const checkIn = new module.CheckInLicenseCommand({ LicenseConsumptionToken });
    const { $metadata, ...answer } = await client.send(checkIn);
    expect($metadata.httpStatusCode).toBe(200);
    expect(answer).toEqual({});
    expect(await consumed(LicenseArn)).toBe("0");
    expect((await client.send(checkIn)).$metadata.httpStatusCode).toBe(200);
    expect(await consumed(LicenseArn)).toBe("0");
  });

  it("has its seats back once the checkout expired", async () => {
    const LicenseArn = await createLicense();
    await client.send(new module.CheckoutBorrowLicenseCommand(borrowRequest(LicenseArn)));
    cloud.setTime("2026-06-02T11:59:59Z");
    expect(await consumed(LicenseArn)).toBe("1");
    cloud.setTime("2026-06-02T12:00:00Z");
    expect(await consumed(LicenseArn)).toBe("0");
  });
});
