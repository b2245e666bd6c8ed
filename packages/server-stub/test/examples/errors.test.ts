import {
  CheckoutBorrowLicenseCommand,
  LicenseManagerClient,
  NoEntitlementsAllowedException as NothingLeft,
} from "@aws-sdk/client-license-manager";
import { createLicenseManagerHandler, NoEntitlementsAllowedException } from "@borrow-license/server-stub";
import { mockService, respondWith } from "@borrow-license/server-stub/msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

/** Worked example 2: what an application does when it gets no license. */

const cloud = mockService(createLicenseManagerHandler, {
  checkoutBorrowLicense: () => ({ LicenseConsumptionToken: "token-1" }),
});

const network = setupServer(...cloud.handlers);
beforeAll(() => network.listen({ onUnhandledFrame: "error" }));
afterEach(() => cloud.reset());
afterAll(() => network.close());

/** What is tested: a function of the application. */
async function startMode(client: LicenseManagerClient): Promise<"full" | "trial"> {
  try {
    await client.send(
      new CheckoutBorrowLicenseCommand({
        LicenseArn: "arn:aws:license-manager::123456789012:license:l-1",
        Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
        DigitalSignatureMethod: "JWT_PS384",
        ClientToken: "request-1",
      }),
    );
    return "full";
  } catch (error) {
    if (error instanceof NothingLeft) return "trial";
    throw error;
  }
}

const client = new LicenseManagerClient({
  region: "eu-central-1",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
});

it("starts as a trial when all seats are taken, and fully the next time", async () => {
  cloud.useOnce({
    checkoutBorrowLicense: respondWith(new NoEntitlementsAllowedException({ Message: "All 5 seats are in use." })),
  });
  expect(await startMode(client)).toBe("trial");
  expect(await startMode(client)).toBe("full");
});
