import { describe, expect, it } from "vitest";
import {
  createLicenseManagerHandler,
  type LicenseManagerHandlerOptions,
  type LicenseManagerService,
} from "../index.js";
import { createLambdaHandler, type FunctionUrlEvent, type FunctionUrlResult } from "./index.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-1";

/** An event as Lambda makes it, with what the handler does not look at. */
function event(body: string, isBase64Encoded = false): FunctionUrlEvent {
  const recorded = {
    version: "2.0",
    routeKey: "$default",
    rawPath: "/",
    rawQueryString: "",
    headers: {
      "content-length": "52",
      "content-type": "application/x-amz-json-1.1",
      host: "abcdefghijklmnopqrstuvwxyz.lambda-url.eu-central-1.on.aws",
      "x-amz-target": "AWSLicenseManager.GetLicense",
      "x-forwarded-for": "192.0.2.1",
    },
    requestContext: {
      accountId: "anonymous",
      apiId: "abcdefghijklmnopqrstuvwxyz",
      domainName: "abcdefghijklmnopqrstuvwxyz.lambda-url.eu-central-1.on.aws",
      http: { method: "POST", path: "/", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId: "00000000-0000-0000-0000-000000000000",
      stage: "$default",
      timeEpoch: 1_769_860_800_000,
    },
    body,
    isBase64Encoded,
  };
  return recorded;
}

function invoke(
  service: Partial<LicenseManagerService>,
  sent: FunctionUrlEvent,
  options: LicenseManagerHandlerOptions = {},
): Promise<FunctionUrlResult> {
  const handler = createLambdaHandler(createLicenseManagerHandler(service, { requestId: () => "1", ...options }));
  return handler(sent, { getRemainingTimeInMillis: () => 3000 });
}

const echo: Partial<LicenseManagerService> = { getLicense: ({ LicenseArn }) => ({ License: { LicenseArn } }) };

describe("a handler as a Lambda function", () => {
  it.each([
    ["as text", event(JSON.stringify({ LicenseArn: ARN }))],
    ["in base64", event(btoa(JSON.stringify({ LicenseArn: ARN })), true)],
  ])("answers a body %s", async (_what, sent) => {
    expect(await invoke(echo, sent)).toEqual({
      statusCode: 200,
      headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "1" },
      body: JSON.stringify({ License: { LicenseArn: ARN } }),
      isBase64Encoded: false,
    });
  });

  it("takes a missing body for an empty one", async () => {
    const { body: _, ...sent } = event("");
    expect((await invoke(echo, sent)).body).toContain("Value at '/LicenseArn' failed to satisfy constraint");
  });

  it.each([
    ["as text", event("x".repeat(101))],
    ["in base64", event(btoa("x".repeat(103)), true)],
  ])("refuses a body %s over the limit", async (_what, sent) => {
    expect((await invoke(echo, sent, { maxBodyBytes: 100 })).statusCode).toBe(413);
  });

  it("refuses what is no base64", async () => {
    expect((await invoke(echo, event("{}", true))).statusCode).toBe(400);
  });

  it("looks headers up whatever their case, and lists them", async () => {
    let forwarded: string | undefined;
    let names: readonly string[] = [];
    await invoke(
      {
        getLicense(_input, { headers }) {
          forwarded = headers.get("X-Forwarded-For");
          names = Array.from(headers.entries(), ([name]) => name);
          return {};
        },
      },
      event(JSON.stringify({ LicenseArn: ARN })),
    );
    expect(forwarded).toBe("192.0.2.1");
    expect(names).toEqual(["content-length", "content-type", "host", "x-amz-target", "x-forwarded-for"]);
  });

  it("takes header names in any case", async () => {
    const sent = event(JSON.stringify({ LicenseArn: ARN }));
    const headers = { "X-Amz-Target": "AWSLicenseManager.GetLicense", "Content-Type": "application/x-amz-json-1.1" };
    expect((await invoke(echo, { ...sent, headers })).statusCode).toBe(200);
  });

  it.each([
    ["no headers", { headers: null }, 404],
    ["nothing about the request", { requestContext: {} }, 404],
    ["no body", { body: null }, 400],
    ["a body in base64 that is none", { body: null, isBase64Encoded: true }, 400],
    ["a body that is no text", { body: { LicenseArn: ARN } }, 400],
  ])("answers an event that has %s", async (_what, lacking, status) => {
    const failures: unknown[] = [];
    const sent = { ...event(""), ...lacking } as FunctionUrlEvent;
    const { statusCode } = await invoke(echo, sent, { onUnexpectedError: (failure) => failures.push(failure) });
    expect([statusCode, failures]).toEqual([status, []]);
  });

  it("answers an event that is of no function URL at all", async () => {
    expect((await invoke(echo, {})).statusCode).toBe(404);
  });

  it("tells its operations when Lambda's time is up", async () => {
    const handler = createLambdaHandler(
      createLicenseManagerHandler({
        getLicense: (_input, { signal }) =>
          new Promise((resolve) => {
            signal.addEventListener("abort", () => resolve({ License: { LicenseName: signal.reason.name } }));
          }),
      }),
    );
    const { body } = await handler(event(JSON.stringify({ LicenseArn: ARN })), { getRemainingTimeInMillis: () => 1 });
    expect(JSON.parse(body)).toEqual({ License: { LicenseName: "TimeoutError" } });
  });
});
