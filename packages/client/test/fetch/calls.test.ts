import { describe, expect, it } from "vitest";
import {
  AbortError,
  CheckoutBorrowLicenseCommand,
  ConfigurationError,
  CredentialsError,
  GetLicenseCommand,
  LicenseManager,
  NetworkError,
  paginateListLicenses,
  ServerInternalException,
  TimeoutError,
} from "../../src/fetch/index.js";
import { ARN, CREDENTIALS, clientAnswered, json, type Sent } from "./settings.js";

const get = (): GetLicenseCommand => new GetLicenseCommand({ LicenseArn: ARN });
const serverError = (headers = {}): Response => json(500, { __type: "ServerInternalException" }, headers);
const never = ({ init }: Sent): Promise<Response> =>
  new Promise((_resolve, reject) => init.signal?.addEventListener("abort", () => reject(init.signal?.reason)));

describe("a request", () => {
  it("carries what the protocol asks for", async () => {
    const { client, sent } = clientAnswered([json(200, {})]);
    await client.send(
      new CheckoutBorrowLicenseCommand({
        LicenseArn: ARN,
        Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
        DigitalSignatureMethod: "JWT_PS384",
        ClientToken: "token-1",
        NodeId: undefined,
        ...{ Unknown: 1 },
      }),
    );
    const [{ init, url } = { init: undefined, url: "" }] = sent;
    expect(url).toBe("https://license-manager.us-east-1.amazonaws.com/");
    expect(init?.method).toBe("POST");
    expect(init?.headers).toMatchObject({
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSLicenseManager.CheckoutBorrowLicense",
      "x-amz-date": "20260601T120000Z",
    });
    expect(init?.headers["authorization"]).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20260601\/us-east-1\/license-manager\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target;x-amz-user-agent, Signature=[0-9a-f]{64}$/,
    );
    expect(JSON.parse(String(init?.body))).toEqual({
      LicenseArn: ARN,
      Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
      DigitalSignatureMethod: "JWT_PS384",
      ClientToken: "token-1",
    });
  });

  it("goes to the caller's own endpoint, below its path", async () => {
    const { client, sent } = clientAnswered([json(200, {})], { endpoint: async () => "http://127.0.0.1:4010/base" });
    await client.send(get());
    expect(sent[0]?.url).toBe("http://127.0.0.1:4010/base/");
  });

  it.each([
    [{ endpoint: "ftp://x" }, "`endpoint` has to be"],
    [{ endpoint: "https://user:secret@x" }, "`endpoint` has to be"],
    [{ endpoint: "https://x/?a=1" }, "`endpoint` has to be"],
    [{ region: "evil.example/" }, "`region` is no name"],
    [{ endpoint: "https://x", useFipsEndpoint: true }, "FIPS and custom endpoint are not supported"],
  ])("is not sent with %j", async (settings, message) => {
    const { client, sent } = clientAnswered([], settings);
    const error = (await client.send(get()).catch((thrown: unknown) => thrown)) as Error;
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("secret");
    expect(sent).toEqual([]);
  });
});

describe("retries", () => {
  it("repeat a server's failure, with growing pauses, three attempts in all", async () => {
    const { client, pauses, sent } = clientAnswered([serverError(), serverError(), serverError()]);
    const error = await client.send(get()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServerInternalException);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 500, attempts: 3, totalRetryDelay: 150 } });
    expect(pauses).toEqual([50, 100]);
    expect(sent).toHaveLength(3);
  });

  it("end with the first success", async () => {
    const { client, pauses } = clientAnswered([new TypeError("fetch failed"), serverError(), json(200, {})]);
    const { $metadata } = await client.send(get());
    expect($metadata).toMatchObject({ attempts: 3, totalRetryDelay: 150 });
    expect(pauses).toEqual([50, 100]);
  });

  it("wait as long as the server asks", async () => {
    const { client, pauses } = clientAnswered([serverError({ "retry-after": "2" }), json(200, {})]);
    await client.send(get());
    expect(pauses).toEqual([2000]);
  });

  it("send the same body", async () => {
    const { client, sent } = clientAnswered([serverError(), json(200, {})]);
    await client.send(get());
    expect(sent[0]?.init.body).toBe(sent[1]?.init.body);
  });

  it("do not repeat what the caller has to change", async () => {
    const { client, sent } = clientAnswered([json(400, { __type: "ValidationException" })]);
    await expect(client.send(get())).rejects.toThrow();
    expect(sent).toHaveLength(1);
  });

  it("stop when failures have used the budget up", async () => {
    const { client, sent } = clientAnswered(Array.from({ length: 100 }, () => serverError()));
    for (let calls = 0; calls < 40; calls += 1) await client.send(get()).catch(() => undefined);
    // 35 retries, then one attempt a call.
    expect(sent).toHaveLength(75);
  });

  it("are paid for anew by those that succeeded", async () => {
    const pairs = Array.from({ length: 100 }, () => [serverError(), json(200, {})]).flat();
    const { client, sent } = clientAnswered(pairs);
    for (let calls = 0; calls < 100; calls += 1) await client.send(get());
    expect(sent).toHaveLength(200);
  });

  it("use the server's clock where this machine's is wrong by hours", async () => {
    const skewed = json(403, { __type: "InvalidSignatureException" }, { date: "Mon, 01 Jun 2026 15:00:00 GMT" });
    const { client, sent } = clientAnswered([skewed, json(200, {})]);
    await client.send(get());
    expect(sent.map(({ init }) => init.headers["x-amz-date"])).toEqual(["20260601T120000Z", "20260601T150000Z"]);
  });
});

describe("a call that takes too long", () => {
  it("ends with the caller's signal", async () => {
    const controller = new AbortController();
    const { client } = clientAnswered([never]);
    const call = client.send(get(), { abortSignal: controller.signal });
    controller.abort(new Error("The window was closed."));
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ name: "AbortError", cause: new Error("The window was closed.") });
  });

  it("is not begun with a signal that aborted before", async () => {
    const { client, sent } = clientAnswered([]);
    await expect(client.send(get(), { abortSignal: AbortSignal.abort() })).rejects.toThrow(AbortError);
    expect(sent).toEqual([]);
  });

  it("is tried again when an attempt's time is up", async () => {
    const { client, sent } = clientAnswered([never, json(200, {})], { requestTimeout: 5 });
    await client.send(get());
    expect(sent).toHaveLength(2);
  });

  it("fails when the time of the whole call is up", async () => {
    const { client, sent } = clientAnswered([never], { timeout: 5 });
    const error = await client.send(get()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: "ERR_TIMEOUT", message: "The call took longer than 5 ms." });
    expect(sent).toHaveLength(1);
  });

  it("ends even where credentials never come", async () => {
    const { client } = clientAnswered([], { timeout: 5, credentials: () => new Promise(() => undefined) });
    await expect(client.send(get())).rejects.toThrow(TimeoutError);
  });
});

describe("credentials", () => {
  const soon = new Date("2026-06-01T12:04:00Z");
  const later = new Date("2026-06-01T13:00:00Z");

  it("are asked for once, by calls at the same time too", async () => {
    let asked = 0;
    const credentials = async () => ({ ...CREDENTIALS, expiration: later, accessKeyId: `key-${++asked}` });
    const { client } = clientAnswered([json(200, {}), json(200, {}), json(200, {})], { credentials });
    await Promise.all([client.send(get()), client.send(get())]);
    await client.send(get());
    expect(asked).toBe(1);
  });

  it("are asked for again five minutes before they expire", async () => {
    let asked = 0;
    const credentials = async () => ({ ...CREDENTIALS, expiration: soon, accessKeyId: `key-${++asked}` });
    const { client, sent } = clientAnswered([json(200, {}), json(200, {})], { credentials });
    await client.send(get());
    await client.send(get());
    expect(sent.map(({ init }) => /key-\d/.exec(init.headers["authorization"] ?? "")?.[0])).toEqual(["key-1", "key-2"]);
  });

  it("that cannot be had are an error of their own, with the cause", async () => {
    const cause = new Error("signed out");
    const { client } = clientAnswered([], { credentials: () => Promise.reject(cause) });
    const error = await client.send(get()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CredentialsError);
    expect(error).toMatchObject({ cause });
  });
});

it("says that the server cannot be reached, with the cause", async () => {
  const cause = new TypeError("fetch failed");
  const { client } = clientAnswered([cause], { maxAttempts: 1 });
  const error = await client.send(get()).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NetworkError);
  expect(error).toMatchObject({ cause, code: "ERR_NETWORK", $metadata: { attempts: 1 } });
});

it("goes through pages", async () => {
  const { client, sent } = clientAnswered([
    json(200, { Licenses: [{ LicenseName: "a" }], NextToken: "2" }),
    json(200, { Licenses: [{ LicenseName: "b" }] }),
  ]);
  const names: unknown[] = [];
  for await (const { Licenses } of paginateListLicenses({ client, pageSize: 1 }, {})) {
    names.push(...(Licenses ?? []).map(({ LicenseName }) => LicenseName));
  }
  expect(names).toEqual(["a", "b"]);
  expect(sent.map(({ init }) => JSON.parse(String(init.body)))).toEqual([
    { MaxResults: 1 },
    { MaxResults: 1, NextToken: "2" },
  ]);
});

it("has a client with a method for each operation", async () => {
  const fetch = async () => json(200, { Version: "1" });
  const manager = new LicenseManager({ region: "us-east-1", credentials: CREDENTIALS, environment: { fetch } });
  expect(await manager.getLicense({ LicenseArn: ARN })).toMatchObject({ $metadata: { httpStatusCode: 200 } });
});
