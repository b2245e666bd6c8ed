import { CheckoutBorrowLicenseCommand, LicenseManagerClient } from "@aws-sdk/client-license-manager";
import { createLicenseManagerHandler } from "@borrow-license/server-stub";
import { mockService } from "@borrow-license/server-stub/msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

/** Worked example 1: an application borrows a license, and no cloud is needed to test it. */

const LICENSE = "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef";

const cloud = mockService(createLicenseManagerHandler, {
  checkoutBorrowLicense: ({ LicenseArn, Entitlements, NodeId }) => ({
    LicenseArn,
    NodeId,
    EntitlementsAllowed: Entitlements,
    LicenseConsumptionToken: "token-1",
    SignedToken: "header.payload.signature",
    IssuedAt: "2026-01-31T12:00:00Z",
    Expiration: "2026-02-07T12:00:00Z",
  }),
});

const network = setupServer(...cloud.handlers);
beforeAll(() => network.listen({ onUnhandledFrame: "error" }));
afterEach(() => cloud.reset());
afterAll(() => network.close());

/** What is tested: a function of the application. */
async function borrowSeats(client: LicenseManagerClient, seats: number): Promise<Date> {
  const { Expiration } = await client.send(
    new CheckoutBorrowLicenseCommand({
      LicenseArn: LICENSE,
      Entitlements: [{ Name: "seats", Value: String(seats), Unit: "Count" }],
      DigitalSignatureMethod: "JWT_PS384",
      ClientToken: "request-1",
    }),
  );
  return new Date(Expiration ?? "");
}

const client = new LicenseManagerClient({
  region: "eu-central-1",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
});

it("borrows two seats until the day that the answer names", async () => {
  expect(await borrowSeats(client, 2)).toEqual(new Date("2026-02-07T12:00:00Z"));
  expect(cloud.inputs.checkoutBorrowLicense).toEqual([
    {
      LicenseArn: LICENSE,
      Entitlements: [{ Name: "seats", Value: "2", Unit: "Count" }],
      DigitalSignatureMethod: "JWT_PS384",
      ClientToken: "request-1",
    },
  ]);
});
