import type { ReceivedRequest } from "@borrow-license/server-stub";
import { expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { identifyCaller } from "./identify-caller.js";

const received = (date: string, region = "us-east-1"): ReceivedRequest => {
  const headers: Readonly<Record<string, string>> = {
    host: "licenses.example.com",
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "AWSLicenseManager.GetLicense",
    "x-amz-date": date,
    authorization:
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${date.slice(0, 8)}/${region}/license-manager/aws4_request, ` +
      `SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=${"0".repeat(64)}`,
  };
  return {
    operation: "GetLicense",
    requestId: "request-1",
    method: "POST",
    url: "/",
    headers: { get: (name) => headers[name.toLowerCase()], entries: () => [] },
    body: new TextEncoder().encode("{}"),
  };
};

it("requests that are refused before a secret is looked at hold no key back, such as all when a server's clock is set", async () => {
  const identify = identifyCaller({
    region: "us-east-1",
    clock: () => new Date("2026-06-01T12:00:00Z"),
    credentials: { find: async () => undefined },
    failureLimits: { perKey: 3 },
  });
  for (let count = 0; count < 10; count += 1) {
    expect(await failure(() => identify(received("20260601T130000Z")))).toMatch(/^RequestExpired: /);
    expect(await failure(() => identify(received("20260601T120000Z", "eu-west-1")))).toMatch(/^InvalidSignature/);
  }
  // Others do.
  for (let count = 0; count < 3; count += 1) {
    expect(await failure(() => identify(received("20260601T120000Z")))).toMatch(/^UnrecognizedClientException: /);
  }
  expect(await failure(() => identify(received("20260601T120000Z")))).toMatch(/^RateLimitExceededException: /);
});
