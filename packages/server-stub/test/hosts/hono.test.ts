import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { createLicenseManagerHandler } from "../../src/index.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-1";

describe("the fetch handler", () => {
  it("is mounted in Hono", async () => {
    const app = new Hono();
    app.get("/health", (context) => context.text("well"));
    app.mount("/licenses", createLicenseManagerHandler({ getLicense: () => ({ License: { LicenseName: "Studio" } }) }));
    const response = await app.request("/licenses/", {
      method: "POST",
      headers: { "x-amz-target": "AWSLicenseManager.GetLicense", "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify({ LicenseArn: ARN }),
    });
    expect(await response.json()).toEqual({ License: { LicenseName: "Studio" } });
    expect(await (await app.request("/health")).text()).toBe("well");
  });
});
