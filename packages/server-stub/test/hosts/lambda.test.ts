import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { GetLicenseCommand, GetLicenseUsageCommand, LicenseManagerClient } from "@aws-sdk/client-license-manager";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AccessDeniedException, createLicenseManagerHandler } from "../../src/index.js";
import { createLambdaHandler, type FunctionUrlEvent, type FunctionUrlResult } from "../../src/lambda/index.js";

/**
 * Lambda itself runs in the cloud only. This stands in its place: a function URL that makes an event of each HTTP request
 * and an HTTP response of each result, as AWS describes it, with JSON in between.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
const functionUrl = createServer(async (request, response) => {
  const event = JSON.parse(JSON.stringify(eventOf(request, await buffer(request)))) as FunctionUrlEvent;
  const result = JSON.parse(JSON.stringify(await lambda(event, { getRemainingTimeInMillis: () => 3000 }))) as Result;
  response.writeHead(result.statusCode, result.headers).end(result.body);
});

type Result = FunctionUrlResult;

const lambda = createLambdaHandler(
  createLicenseManagerHandler({
    getLicense: ({ LicenseArn }) => ({ License: { LicenseArn, LicenseName: "Größe 🚀" } }),
    getLicenseUsage: () => {
      throw new AccessDeniedException({ Message: "Not yours." });
    },
  }),
);

/** Bodies of other types than text and JSON arrive in base64, and the protocol's is neither. */
function eventOf(request: IncomingMessage, body: Buffer): object {
  const { pathname, search } = new URL(request.url ?? "", "http://localhost");
  const { method } = request;
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: request.headers,
    requestContext: {
      http: { method, path: pathname, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
    },
    body: body.toString("base64"),
    isBase64Encoded: true,
  };
}

let client: LicenseManagerClient;

beforeAll(async () => {
  functionUrl.listen(0, "127.0.0.1");
  await once(functionUrl, "listening");
  const { port } = functionUrl.address() as AddressInfo;
  const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
  client = new LicenseManagerClient({ region: "eu-central-1", endpoint: `http://127.0.0.1:${port}`, credentials });
});

afterAll(() => {
  client.destroy();
  functionUrl.close();
});

const LicenseArn = "arn:aws:license-manager::123456789012:license:l-1";

it("answers the AWS SDK's client behind a function URL", async () => {
  const { License, $metadata } = await client.send(new GetLicenseCommand({ LicenseArn }));
  expect(License).toEqual({ LicenseArn, LicenseName: "Größe 🚀" });
  expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

it("answers errors that the client knows behind a function URL", async () => {
  const refused = client.send(new GetLicenseUsageCommand({ LicenseArn }));
  await expect(refused).rejects.toMatchObject({ name: "AccessDeniedException", message: "Not yours." });
});

it("refuses a body over the limit behind a function URL", async () => {
  const tooLong = client.send(new GetLicenseCommand({ LicenseArn, Version: "x".repeat(1024 * 1024) }));
  await expect(tooLong).rejects.toMatchObject({ name: "RequestEntityTooLargeException" });
});
