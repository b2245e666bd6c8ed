import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLicenseManagerHandler, type FetchHandler, type ReceivedRequest } from "../src/index.js";
import { createLambdaHandler } from "../src/lambda/index.js";
import { createNodeListener } from "../src/node/index.js";

const HEADERS = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSLicenseManager.GetLicense" };

/** A handler that keeps what it is asked about callers. */
function listening(): { handler: FetchHandler; seen: (ReceivedRequest & { readonly host: string | undefined })[] } {
  const seen: (ReceivedRequest & { readonly host: string | undefined })[] = [];
  const handler = createLicenseManagerHandler(
    { getLicense: () => ({}) },
    { identifyCaller: (request) => void seen.push({ ...request, host: request.headers.get("Host") }) },
  );
  return { handler, seen };
}

describe("what tells callers apart", () => {
  it("gets the method, the path and the host of a fetch request, whose headers may lack the host", async () => {
    const { handler, seen } = listening();
    await handler(new Request("http://localhost:4010/a%20b/?x=1", { method: "POST", headers: HEADERS, body: "{}" }));
    expect(seen).toMatchObject([{ method: "POST", url: "/a%20b/?x=1", host: "localhost:4010" }]);
  });

  it("gets them of a node:http request as they were sent, with the other end's address", async () => {
    const { handler, seen } = listening();
    const server = createServer(createNodeListener(handler)).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const headers = { ...HEADERS, host: "licenses.example.com" };
    const sent = httpRequest({ port, host: "127.0.0.1", path: "/a/../b?x", method: "POST", headers });
    sent.end("{}");
    const [response] = await once(sent, "response");
    response.resume();
    await once(response, "end");
    expect(seen).toMatchObject([
      { method: "POST", url: "/a/../b?x", host: "licenses.example.com", remoteAddress: "127.0.0.1" },
    ]);
  });

  it("gets them of a function URL's event", async () => {
    const { handler, seen } = listening();
    const event = {
      rawPath: "/a",
      rawQueryString: "x=1",
      headers: { ...HEADERS, host: "abc.lambda-url.eu-central-1.on.aws" },
      requestContext: { http: { method: "POST", sourceIp: "192.0.2.1" } },
      body: "{}",
      isBase64Encoded: false,
    };
    await createLambdaHandler(handler)(event);
    await createLambdaHandler(handler)({ ...event, rawQueryString: "" });
    expect(seen).toMatchObject([
      { method: "POST", url: "/a?x=1", host: "abc.lambda-url.eu-central-1.on.aws", remoteAddress: "192.0.2.1" },
      { url: "/a" },
    ]);
  });
});
