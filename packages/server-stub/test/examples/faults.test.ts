import { CheckoutBorrowLicenseCommand, LicenseManagerClient } from "@aws-sdk/client-license-manager";
import { createLicenseManagerHandler } from "@borrow-license/server-stub";
import { mockService } from "@borrow-license/server-stub/msw";
import { ConfiguredRetryStrategy } from "@smithy/util-retry";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

/** Worked example 3: the network and the service fail, and an application borrows once all the same. */

const cloud = mockService(createLicenseManagerHandler, {
  checkoutBorrowLicense: ({ ClientToken }) => ({ LicenseConsumptionToken: `token of ${ClientToken}` }),
});

const network = setupServer(...cloud.handlers);
beforeAll(() => network.listen({ onUnhandledFrame: "error" }));
afterEach(() => cloud.reset());
afterAll(() => network.close());

const client = new LicenseManagerClient({
  region: "eu-central-1",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  // Attempts follow each other at once, so that the test takes no time.
  retryStrategy: new ConfiguredRetryStrategy(4, () => 0),
});

it("repeats a request that failed, with the same client token", async () => {
  cloud.inject("drop");
  cloud.inject("internalError");
  cloud.inject("throttling");
  const { LicenseConsumptionToken, $metadata } = await client.send(
    new CheckoutBorrowLicenseCommand({
      LicenseArn: "arn:aws:license-manager::123456789012:license:l-1",
      Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
      DigitalSignatureMethod: "JWT_PS384",
      ClientToken: "request-1",
    }),
  );
  expect(LicenseConsumptionToken).toBe("token of request-1");
  expect($metadata.attempts).toBe(4);
  expect(cloud.inputs.checkoutBorrowLicense.map(({ ClientToken }) => ClientToken)).toEqual(["request-1"]);
});
