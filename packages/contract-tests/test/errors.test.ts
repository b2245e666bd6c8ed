import type { LicenseServiceOptions } from "@borrow-license/license-server";
import { openSqliteStorage } from "@borrow-license/license-server";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENTS, type ClientModule, clientOf } from "./setting/clients.js";
import { type Cloud, startCloud } from "./setting/cloud.js";
import { borrowRequest, licenseRequest } from "./setting/requests.js";

/**
 * The eleven errors of CheckoutBorrowLicense, and the one that only other operations have, each provoked in the licence
 * server's operations and received by both clients: as its class, with its message, its status and whose fault it is.
 */

const network = setupServer();
beforeAll(() => network.listen({ onUnhandledFrame: "error" }));
afterAll(() => network.close());

const UNKNOWN = "arn:aws:license-manager::123456789012:license:l-00000000000000000000000000000000";

async function useCloud(options?: Partial<LicenseServiceOptions>): Promise<Cloud> {
  const cloud = await startCloud(options);
  network.resetHandlers(...cloud.handlers);
  return cloud;
}

/** What the client threw. */
interface Received {
  readonly error: Error & { readonly $fault?: string; readonly $metadata?: { readonly httpStatusCode?: number } };
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly fault: string | undefined;
}

async function received(promise: Promise<unknown>): Promise<Received> {
  const error = (await promise.then(
    () => new Error("The operation succeeded."),
    (thrown: unknown) => thrown,
  )) as Received["error"];
  const { $fault, $metadata, message, name } = error;
  return { error, name, message, status: $metadata?.httpStatusCode, fault: $fault };
}

describe.each(CLIENTS)("%s receives", (_name, module: ClientModule) => {
  const client = clientOf(module);

  async function createLicense(change?: Parameters<typeof licenseRequest>[0]): Promise<string> {
    const { LicenseArn = "" } = await client.send(new module.CreateLicenseCommand(licenseRequest(change)));
    return LicenseArn;
  }

  function borrow(LicenseArn: string, change?: Parameters<typeof borrowRequest>[1]): Promise<unknown> {
    return client.send(new module.CheckoutBorrowLicenseCommand(borrowRequest(LicenseArn, change)));
  }

  it("AccessDeniedException when the account may not use the license", async () => {
    await useCloud({ access: { authorize: () => ({ decision: "license-not-allowed" }) } });
    const { error, ...rest } = await received(borrow(UNKNOWN));
    expect(error).toBeInstanceOf(module.AccessDeniedException);
    expect(rest).toEqual({
      name: "AccessDeniedException",
      message:
        `The caller's account may not use the license ${UNKNOWN}. ` +
        "Ask its issuer for access, or use the credentials of another account.",
      status: 401,
      fault: "client",
    });
  });

  it("AuthorizationException when the policy does not allow the operation", async () => {
    await useCloud({ access: { authorize: () => ({ decision: "operation-not-allowed" }) } });
    const { error, ...rest } = await received(borrow(UNKNOWN));
    expect(error).toBeInstanceOf(module.AuthorizationException);
    expect(rest).toEqual({
      name: "AuthorizationException",
      message: "The caller's policy does not allow CheckoutBorrowLicense. Allow it there, or use other credentials.",
      status: 403,
      fault: "client",
    });
  });

  it("EntitlementNotAllowedException when a part of the request can be granted", async () => {
    await useCloud();
    const LicenseArn = await createLicense();
    const Entitlements = [
      { Name: "export", Unit: "None" as const },
      { Name: "seats", Value: "11", Unit: "Count" as const },
    ];
    const { error, ...rest } = await received(borrow(LicenseArn, { Entitlements }));
    expect(error).toBeInstanceOf(module.EntitlementNotAllowedException);
    expect(rest).toEqual({
      name: "EntitlementNotAllowedException",
      message:
        'The entitlement "seats" has not enough left for 11: 0 of 10 in use. Ask for 10 at most. ' +
        "Nothing was checked out, because partial checkouts are not supported.",
      status: 400,
      fault: "client",
    });
  });

  it("InvalidParameterValueException when a client token is used for another request", async () => {
    await useCloud();
    const LicenseArn = await createLicense();
    await borrow(LicenseArn, { ClientToken: "token-1" });
    const { error, ...rest } = await received(borrow(LicenseArn, { ClientToken: "token-1", NodeId: "other" }));
    expect(error).toBeInstanceOf(module.InvalidParameterValueException);
    expect(rest).toEqual({
      name: "InvalidParameterValueException",
      message:
        'ClientToken is "token-1", which was used for another CheckoutBorrowLicense request. ' +
        "Send the same request again to repeat it, or give a new ClientToken.",
      status: 400,
      fault: "client",
    });
  });

  it("NoEntitlementsAllowedException when the maximum is reached", async () => {
    await useCloud();
    const LicenseArn = await createLicense();
    await borrow(LicenseArn, { Entitlements: [{ Name: "seats", Value: "10", Unit: "Count" }] });
    const { error, ...rest } = await received(borrow(LicenseArn));
    expect(error).toBeInstanceOf(module.NoEntitlementsAllowedException);
    expect(rest).toEqual({
      name: "NoEntitlementsAllowedException",
      message: 'The entitlement "seats" is at its maximum: 10 of 10 in use. Try again when some of it came back.',
      status: 400,
      fault: "client",
    });
  });

  it("NoEntitlementsAllowedException when the unit is not the license's", async () => {
    await useCloud();
    const LicenseArn = await createLicense();
    const { error, message } = await received(
      borrow(LicenseArn, { Entitlements: [{ Name: "seats", Value: "1", Unit: "Gigabytes" }] }),
    );
    expect(error).toBeInstanceOf(module.NoEntitlementsAllowedException);
    expect(message).toBe(
      'The license has the entitlement "seats" in Unit "Count", and it was asked for in Unit "Gigabytes". ' +
        "Ask for it in the license's unit.",
    );
  });

  it("NoEntitlementsAllowedException when the license cannot be borrowed", async () => {
    await useCloud();
    const LicenseArn = await createLicense({
      ConsumptionConfiguration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } },
    });
    const { error, message } = await received(borrow(LicenseArn));
    expect(error).toBeInstanceOf(module.NoEntitlementsAllowedException);
    expect(message).toBe(
      `The license ${LicenseArn} has no BorrowConfiguration, so it cannot be borrowed. ` +
        "Borrow from a license whose ConsumptionConfiguration has one.",
    );
  });

  it("RateLimitExceededException when requests come too fast", async () => {
    await useCloud({ rateLimiter: { take: () => ({ decision: "exceeded", retryAfterSeconds: 2.5 }) } });
    const { error, ...rest } = await received(borrow(UNKNOWN));
    expect(error).toBeInstanceOf(module.RateLimitExceededException);
    expect(rest).toEqual({
      name: "RateLimitExceededException",
      message: "There were too many CheckoutBorrowLicense requests of the account 123456789012. Try again in 3 s.",
      status: 429,
      fault: "client",
    });
  });

  it("RedirectException, with its location, when another region keeps the license", async () => {
    const storage = await openSqliteStorage(":memory:");
    await useCloud({ storage, region: "eu-west-1" });
    const LicenseArn = await createLicense({ HomeRegion: "eu-west-1" });
    await useCloud({ storage, region: "us-east-1", peers: { "eu-west-1": "https://licenses.example.com" } });
    const { error, ...rest } = await received(borrow(LicenseArn));
    expect(error).toBeInstanceOf(module.RedirectException);
    expect((error as { Location?: string }).Location).toBe("https://licenses.example.com");
    expect(rest).toEqual({
      name: "RedirectException",
      message:
        `The license ${LicenseArn} has its home in the region eu-west-1. ` +
        "Send the request to that region's server.",
      status: 308,
      fault: "client",
    });
  });

  it("ResourceNotFoundException when there is no such license", async () => {
    await useCloud();
    const { error, ...rest } = await received(borrow(UNKNOWN));
    expect(error).toBeInstanceOf(module.ResourceNotFoundException);
    expect(rest).toEqual({
      name: "ResourceNotFoundException",
      message: `There is no license ${UNKNOWN}. Check the ARN, the account and the region.`,
      status: 400,
      fault: "client",
    });
  });

  it("ServerInternalException, which tells nothing of the inside, when the storage fails", async () => {
    const storage = await openSqliteStorage(":memory:");
    const cloud = await useCloud({ storage });
    const LicenseArn = await createLicense();
    await storage.close();
    const { error, ...rest } = await received(borrow(LicenseArn));
    expect(error).toBeInstanceOf(module.ServerInternalException);
    expect(rest).toEqual({
      name: "ServerInternalException",
      message: expect.stringMatching(/^Internal error\. Request ID: [0-9a-f-]{36}$/),
      status: 500,
      fault: "server",
    });
    expect(cloud.unexpected.map(({ operation }) => operation)).toEqual(["CheckoutBorrowLicense"]);
  });

  it("UnsupportedDigitalSignatureMethodException when the token is to be signed in another way", async () => {
    await useCloud();
    const { error, ...rest } = await received(borrow(UNKNOWN, { DigitalSignatureMethod: "JWT_RS256" as "JWT_PS384" }));
    expect(error).toBeInstanceOf(module.UnsupportedDigitalSignatureMethodException);
    expect(rest).toEqual({
      name: "UnsupportedDigitalSignatureMethodException",
      message:
        "1 validation error detected. Value at '/DigitalSignatureMethod' failed to satisfy constraint: " +
        "Member must satisfy enum value set: [JWT_PS384]",
      status: 400,
      fault: "client",
    });
  });

  it("ValidationException, which names every member, when constraints are violated", async () => {
    await useCloud();
    const { error, ...rest } = await received(borrow(UNKNOWN, { ClientToken: "", Entitlements: undefined as never }));
    expect(error).toBeInstanceOf(module.ValidationException);
    expect(rest).toEqual({
      name: "ValidationException",
      message:
        "2 validation errors detected. " +
        "Value at '/Entitlements' failed to satisfy constraint: Member must not be null; " +
        "Value at '/ClientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\S+$",
      status: 400,
      fault: "client",
    });
  });

  it("ConflictException when a license is returned that has to be kept", async () => {
    await useCloud();
    const LicenseArn = await createLicense({
      ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: false, MaxTimeToLiveInMinutes: 60 } },
    });
    const { LicenseConsumptionToken } = await client.send(
      new module.CheckoutBorrowLicenseCommand(borrowRequest(LicenseArn)),
    );
    const { error, ...rest } = await received(
      client.send(new module.CheckInLicenseCommand({ LicenseConsumptionToken })),
    );
    expect(error).toBeInstanceOf(module.ConflictException);
    expect(rest).toEqual({
      name: "ConflictException",
      message:
        `The license ${LicenseArn} does not allow early check-in (AllowEarlyCheckIn is false). ` +
        "It gives back what it holds by itself when it expires, at 2026-06-01T13:00:00Z.",
      status: 409,
      fault: "client",
    });
  });

  it("SerializationException, as an error of the service, when a value has the wrong type", async () => {
    await useCloud();
    const { error, ...rest } = await received(borrow(UNKNOWN, { NodeId: 7 as never }));
    expect(error).toBeInstanceOf(module.LicenseManagerServiceException);
    expect(rest).toEqual({
      name: "SerializationException",
      message: "The value at '/NodeId' must be a string.",
      status: 400,
      fault: "client",
    });
  });
});
