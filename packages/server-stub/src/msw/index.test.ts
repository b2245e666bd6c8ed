import { http } from "msw";
import { setupServer } from "msw/node";
import { afterEach, describe, expect, it } from "vitest";
import { createLicenseManagerHandler } from "../index.js";
import { createMswHandlers } from "./index.js";

const handler = createLicenseManagerHandler({ getLicense: () => ({ License: { LicenseName: "Studio" } }) });
const server = setupServer();

function call(url: string, target: string): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" },
    body: '{"LicenseArn":"arn:aws:license-manager::123456789012:license:l-1"}',
  });
}

afterEach(() => server.close());

describe("a handler in msw", () => {
  it.each(["https://license-manager.eu-central-1.amazonaws.com/", "http://127.0.0.1:4010/licenses"])(
    "answers for %s unless an endpoint is given",
    async (url) => {
      server.resetHandlers(...createMswHandlers(handler));
      server.listen({ onUnhandledFrame: "error" });
      const response = await call(url, "AWSLicenseManager.GetLicense");
      expect(await response.json()).toEqual({ License: { LicenseName: "Studio" } });
    },
  );

  it("lets requests for other services pass", async () => {
    const other = http.post("*", () => new Response("other"));
    server.resetHandlers(...createMswHandlers(handler), other);
    server.listen({ onUnhandledFrame: "error" });
    const response = await call("https://kms.eu-central-1.amazonaws.com/", "TrentService.Sign");
    expect(await response.text()).toBe("other");
  });

  it("answers for one endpoint only when it is given", async () => {
    const other = http.post("*", () => new Response("other"));
    server.resetHandlers(...createMswHandlers(handler, { endpoint: "https://licenses.example.com/" }), other);
    server.listen({ onUnhandledFrame: "error" });
    const own = await call("https://licenses.example.com/", "AWSLicenseManager.GetLicense");
    expect(await own.json()).toEqual({ License: { LicenseName: "Studio" } });
    const elsewhere = await call("https://license-manager.us-east-1.amazonaws.com/", "AWSLicenseManager.GetLicense");
    expect(await elsewhere.text()).toBe("other");
  });
});
