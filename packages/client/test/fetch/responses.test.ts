import { describe, expect, it } from "vitest";
import {
  DeleteLicenseCommand,
  GetLicenseCommand,
  LicenseManagerServiceException,
  MalformedResponseError,
  RedirectException,
  ResponseTooLargeError,
  ServiceException,
  ValidationException,
} from "../../src/fetch/index.js";
import * as upstream from "../../src/index.js";
import { ARN, clientAnswered, json } from "./settings.js";

async function thrownFor(response: Response, settings = {}): Promise<Error> {
  const { client } = clientAnswered([response], { maxAttempts: 1, ...settings });
  return client.send(new GetLicenseCommand({ LicenseArn: ARN })).then(
    () => new Error("The call succeeded."),
    (error: Error) => error,
  );
}

describe("an output", () => {
  it("has the known members only, without those that are null, and the metadata", async () => {
    const License = { LicenseName: "Studio", Beneficiary: null, Later: 1, Entitlements: [{ Name: "a", MaxCount: 2 }] };
    const { client } = clientAnswered([json(200, { License, constructor: 1 }, { "x-amzn-requestid": "r-1" })]);
    expect(await client.send(new GetLicenseCommand({ LicenseArn: ARN }))).toStrictEqual({
      License: { LicenseName: "Studio", Entitlements: [{ Name: "a", MaxCount: 2 }] },
      $metadata: { httpStatusCode: 200, requestId: "r-1", attempts: 1, totalRetryDelay: 0 },
    });
  });

  it("is empty for an empty body", async () => {
    const { client } = clientAnswered([new Response("")]);
    const { $metadata: _, ...output } = await client.send(new GetLicenseCommand({ LicenseArn: ARN }));
    expect(output).toEqual({});
  });

  it("keeps enum values that the model does not have", async () => {
    const { client } = clientAnswered([json(200, { License: { Status: "NEW" } })]);
    const { License } = await client.send(new GetLicenseCommand({ LicenseArn: ARN }));
    expect(License?.Status).toBe("NEW");
  });
});

describe("an error", () => {
  it.each([
    ["a plain type", { __type: "ValidationException" }, {}],
    ["a namespace", { __type: "com.amazonaws.licensemanager#ValidationException" }, {}],
    ["a URI behind it", { __type: "ValidationException:http://internal.amazon.com/x" }, {}],
    ["both", { __type: "a.b#ValidationException:http://internal.amazon.com/x" }, {}],
    ["code", { code: "ValidationException" }, {}],
    ["a header", {}, { "x-amzn-errortype": "ValidationException:http://x" }],
  ])("is known by %s", async (_name, body, headers) => {
    const error = await thrownFor(json(400, { ...body, Message: "No." }, headers));
    expect(error).toBeInstanceOf(ValidationException);
    expect(error).toBeInstanceOf(LicenseManagerServiceException);
    expect(error).toMatchObject({ message: "No.", name: "ValidationException", $fault: "client" });
  });

  it("has its text whether it is Message or message", async () => {
    expect((await thrownFor(json(400, { __type: "ValidationException", message: "Low." }))).message).toBe("Low.");
  });

  it("is the service's base exception where the model does not have it", async () => {
    const error = await thrownFor(json(503, { __type: "constructor", Message: "Odd." }));
    expect(Object.getPrototypeOf(error)).toBe(LicenseManagerServiceException.prototype);
    expect(error).toMatchObject({ name: "constructor", message: "Odd.", $fault: "server" });
  });

  it("is recognised by the upstream client's classes, and theirs by these", async () => {
    const error = await thrownFor(json(400, { __type: "ValidationException", Message: "No." }));
    expect(error).toBeInstanceOf(upstream.ValidationException);
    expect(error).toBeInstanceOf(upstream.LicenseManagerServiceException);
    expect(error).not.toBeInstanceOf(upstream.ConflictException);
    const theirs = new upstream.ValidationException({ message: "No.", $metadata: {} });
    expect(theirs).toBeInstanceOf(ValidationException);
    expect(theirs).toBeInstanceOf(LicenseManagerServiceException);
    expect(theirs).toBeInstanceOf(ServiceException);
    expect(theirs).not.toBeInstanceOf(RedirectException);
    expect(new TypeError("x")).not.toBeInstanceOf(ServiceException);
  });

  it("is a RedirectException with its location, and the redirect is not followed", async () => {
    const { client, sent } = clientAnswered([
      json(308, { __type: "RedirectException", Message: "There." }, { location: "https://eu.example" }),
    ]);
    const error = await client
      .send(new DeleteLicenseCommand({ LicenseArn: ARN, SourceVersion: "1" }))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RedirectException);
    expect(error).toMatchObject({ Location: "https://eu.example" });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init.redirect).toBe("manual");
  });
});

describe("a response that nobody can use", () => {
  it("is a server's error where a proxy answers HTML", async () => {
    const html = new Response("<html>Bad gateway</html>", { status: 502, headers: { "content-type": "text/html" } });
    const error = await thrownFor(html);
    expect(error).toBeInstanceOf(LicenseManagerServiceException);
    expect(error).toMatchObject({ name: "Unknown", $fault: "server", $metadata: { httpStatusCode: 502 } });
    expect(error.message).toBe(
      "https://license-manager.us-east-1.amazonaws.com answered status 502 with a body of type text/html, which is no JSON.",
    );
  });

  it("says which member is not what the model says", async () => {
    const error = await thrownFor(json(200, { License: { Entitlements: [{ Name: "a" }, { Name: 5 }] } }));
    expect(error).toBeInstanceOf(MalformedResponseError);
    expect(error).toMatchObject({ code: "ERR_MALFORMED_RESPONSE" });
    expect(error.message).toContain('has at "License.Entitlements.1.Name" something else than a string.');
  });

  it.each(["[]", "null", '"x"', "{"])("is refused with status 200 and the body %s", async (body) => {
    expect(await thrownFor(new Response(body))).toBeInstanceOf(MalformedResponseError);
  });

  it("refuses a count that a number does not hold, rather than rounding it", async () => {
    const body = '{"License":{"Entitlements":[{"MaxCount":9007199254740993}]}}';
    expect((await thrownFor(new Response(body))).message).toContain("a whole number of at most 2^53 - 1");
  });

  it.each([
    ["its length says it", { "content-length": "1001" }],
    ["it goes on and on", {}],
    ["it is compressed", { "content-length": "10", "content-encoding": "gzip" }],
  ])("is refused when it is too large: %s", async (_name, headers) => {
    const response = new Response(" ".repeat(1001), { headers: headers as Record<string, string> });
    expect(await thrownFor(response, { maxResponseBytes: 1000 })).toBeInstanceOf(ResponseTooLargeError);
  });

  it("may have 16 MiB where nobody says another size", async () => {
    const saying = (length: number) => new Response("{}", { headers: { "content-length": String(length) } });
    const limit = 16 * 2 ** 20;
    const { client } = clientAnswered([saying(limit), saying(limit + 1)]);
    await client.send(new GetLicenseCommand({ LicenseArn: ARN }));
    await expect(client.send(new GetLicenseCommand({ LicenseArn: ARN }))).rejects.toBeInstanceOf(ResponseTooLargeError);
  });
});
