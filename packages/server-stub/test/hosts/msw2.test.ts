import { GetLicenseCommand, LicenseManagerClient } from "@aws-sdk/client-license-manager";
import { ConfiguredRetryStrategy } from "@smithy/util-retry";
import { setupServer } from "msw2/node";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createLicenseManagerHandler } from "../../src/index.js";
import { mockService } from "../../src/msw/index.js";

// The package's own msw is of version 3; this file puts version 2 in its place.
vi.mock("msw", () => import("msw2"));

const mock = mockService(createLicenseManagerHandler, { getLicense: () => ({ License: { LicenseName: "Studio" } }) });
const server = setupServer(...(mock.handlers as never[]));

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

function call(): Promise<Response> {
  return fetch("https://license-manager.eu-central-1.amazonaws.com/", {
    method: "POST",
    headers: { "x-amz-target": "AWSLicenseManager.GetLicense", "content-type": "application/x-amz-json-1.1" },
    body: '{"LicenseArn":"arn:aws:license-manager::123456789012:license:l-1"}',
  });
}

it("is mounted in msw 2", async () => {
  expect(await (await call()).json()).toEqual({ License: { LicenseName: "Studio" } });
});

it("breaks connections in msw 2", async () => {
  mock.inject("drop");
  await expect(call()).rejects.toThrow(TypeError);
});

it("breaks connections in msw 2 so that the AWS SDK's client tries again", async () => {
  const client = new LicenseManagerClient({
    region: "eu-central-1",
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    retryStrategy: new ConfiguredRetryStrategy(2, () => 0),
  });
  mock.inject("drop");
  const LicenseArn = "arn:aws:license-manager::123456789012:license:l-1";
  const { $metadata } = await client.send(new GetLicenseCommand({ LicenseArn }));
  expect($metadata.attempts).toBe(2);
});
