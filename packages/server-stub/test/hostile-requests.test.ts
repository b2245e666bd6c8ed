import { describe, expect, it } from "vitest";
import { createLicenseManagerHandler, type UnexpectedError } from "../src/index.js";

/** Requests that nobody sends by accident. Each gets the error that it deserves, and none of them a 500. */

const VALID = {
  LicenseName: "Größe 🚀",
  ProductName: "p",
  ProductSKU: "s",
  Issuer: { Name: "i", SignKey: "k" },
  HomeRegion: "eu-central-1",
  Validity: { Begin: "2026-01-01T00:00:00Z", End: "2027-01-01T00:00:00Z" },
  Entitlements: [{ Name: "seats", MaxCount: 5, Overage: false, Unit: "Count", AllowCheckIn: true }],
  Beneficiary: "b",
  ConsumptionConfiguration: {
    RenewType: "None",
    BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 60 },
  },
  LicenseMetadata: [{ Name: "a", Value: "b" }],
  ClientToken: "t",
};

const TEXT = JSON.stringify(VALID);

const unexpected: UnexpectedError[] = [];
const handler = createLicenseManagerHandler(
  { createLicense: () => ({ Version: "1" }) },
  { onUnexpectedError: (failure) => unexpected.push(failure) },
);

/** What no answer may have in it: the runtime's own errors, stacks and places in files. */
const INTERNALS = /\bat [\w.<>]+ \(|node:|node_modules|\.[jt]s\b|\b\w*Error\b|Unexpected token|position \d/;

/** Stands in requests where an answer might repeat what it was sent. */
const CANARY = "canary-7f3a";

interface Sending {
  readonly method?: string;
  /** Header fields beside the usual ones, or in their place. An undefined one is not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

async function answer(
  body: string | Uint8Array | null,
  { headers = {}, method = "POST" }: Sending = {},
): Promise<readonly [number, string | null]> {
  const fields = new Headers({
    "x-amz-target": "AWSLicenseManager.CreateLicense",
    "content-type": "application/x-amz-json-1.1",
  });
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) fields.delete(name);
    else fields.set(name, value);
  }
  const bytes = (typeof body === "string" ? new TextEncoder().encode(body) : body) as BodyInit | null;
  const response = await handler(new Request("http://localhost/", { method, headers: fields, body: bytes }));
  const text = await response.text();
  const { __type } = JSON.parse(text) as { readonly __type?: string };
  expect(response.headers.get("x-amzn-errortype")).toBe(__type ?? null);
  expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  expect(text).not.toMatch(INTERNALS);
  expect(text).not.toContain(CANARY);
  expect(unexpected.splice(0)).toEqual([]);
  return [response.status, __type ?? null];
}

/** Every place of a value, with the value there. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly [readonly string[], unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  const inner = Object.entries(value).flatMap(([key, member]) => places(member, [...path, key]));
  return [[path, value], ...inner];
}

/** The value with another one at a place. */
function replaced(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, other);
  return copy;
}

it("is served where nothing is wrong with it", async () => {
  expect(await answer(TEXT)).toEqual([200, null]);
});

describe("a body", () => {
  it("that ends early is refused wherever it ends", async () => {
    const bytes = new TextEncoder().encode(TEXT);
    for (let end = 1; end < bytes.length; end += 1) {
      expect(await answer(bytes.slice(0, end))).toEqual([400, "SerializationException"]);
    }
  });

  it("with a byte that is no UTF-8 is refused wherever the byte is", async () => {
    const bytes = new TextEncoder().encode(TEXT);
    for (let index = 0; index < bytes.length; index += 1) {
      const broken = bytes.slice();
      broken[index] = 0xff;
      expect(await answer(broken)).toEqual([400, "SerializationException"]);
    }
  });

  it.each([1, -1.5, "text", true, [], {}, [[]], { a: 1 }])(
    "with %j where something of another type belongs is refused, whatever the place",
    async (wrong) => {
      for (const [path, value] of places(VALID)) {
        const isSameType = typeof wrong === typeof value && Array.isArray(wrong) === Array.isArray(value);
        if (isSameType) continue;
        const [status, error] = await answer(JSON.stringify(replaced(VALID, path, wrong)));
        expect([path, wrong, status, error]).toEqual([path, wrong, 400, "SerializationException"]);
      }
    },
  );

  it.each([
    ["twice", TEXT.replace("{", '{"ClientToken":"u",')],
    ["twice in an inner object", TEXT.replace('"Name":"i"', '"Name":"j","Name":"i"')],
    ["twice, once escaped", TEXT.replace("{", '{"Client\\u0054oken":"u",')],
    ["twice, though the model does not have it", TEXT.replace("{", '{"x":1,"x":1,')],
  ])("with a member %s is refused", async (_what, body) => {
    expect(await answer(body)).toEqual([400, "SerializationException"]);
  });

  it.each([
    ["names of Object's prototype", '{"__proto__":{"Beneficiary":"x"},"constructor":1,"toString":2,'],
    ["unknown members nested deeply", `{"x":${"[".repeat(50_000)}${"]".repeat(50_000)},`],
    ["many unknown members", `{${Array.from({ length: 20_000 }, (_, index) => `"m${index}":0,`).join("")}`],
    ["a number without end that nobody reads", `{"x":${"9".repeat(100_000)},`],
  ])("with %s is served, because the model does not have them", async (_what, start) => {
    expect(await answer(TEXT.replace("{", start))).toEqual([200, null]);
  });

  it.each([
    ["another type", TEXT.replace('"b"', `{"${CANARY}":"${CANARY}"}`), "SerializationException"],
    ["no JSON", `{"${CANARY}`, "SerializationException"],
    ["another value than the enum's", TEXT.replace('"Count"', `"${CANARY}"`), "ValidationException"],
    ["another text than the pattern's", TEXT.replace('"t"', `"${CANARY} "`), "ValidationException"],
  ])("with %s hears nothing of what it said", async (_what, body, error) => {
    expect(await answer(body)).toEqual([400, error]);
  });

  it("over the limit is refused", async () => {
    const body = TEXT.replace("Größe", "x".repeat(1_048_576));
    expect(await answer(body)).toEqual([413, "RequestEntityTooLargeException"]);
  });

  it("takes no required member from a prototype", async () => {
    const { Beneficiary: _, ...rest } = VALID;
    const body = JSON.stringify(rest).replace("{", '{"__proto__":{"Beneficiary":"x"},');
    expect(await answer(body)).toEqual([400, "ValidationException"]);
  });

  it("with very many violations is answered with some of them", async () => {
    const Entitlements = Array.from({ length: 20_000 }, () => ({ Unit: "x" }));
    const response = await handler(
      new Request("http://localhost/", {
        method: "POST",
        headers: {
          "x-amz-target": "AWSLicenseManager.CreateLicense",
          "content-type": "application/x-amz-json-1.1",
        },
        body: JSON.stringify({ ...VALID, Entitlements }),
      }),
    );
    const { Message } = (await response.json()) as { readonly Message: string };
    expect(Message).toMatch(/^40000 validation errors detected\. /);
    expect(Message.split("; ")).toHaveLength(100);
  });

  it.each(["1e400", "-1e400", "9007199254740993", "1.5", "1e-7"])("may not count %s seats", async (count) => {
    expect(await answer(TEXT.replace('"MaxCount":5', `"MaxCount":${count}`))).toEqual([400, "SerializationException"]);
  });
});

describe("a request", () => {
  it.each(["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])("with the method %s is none", async (method) => {
    expect(await answer(method === "GET" ? null : TEXT, { method })).toEqual([404, "UnknownOperationException"]);
  });

  it.each([
    undefined,
    "",
    "application/json",
    "application/x-amz-json-1.0",
    "application/x-amz-json-1.1x",
    ";",
    "text/html",
  ])("with the content type %j is refused", async (type) => {
    expect(await answer(TEXT, { headers: { "content-type": type } })).toEqual([415, "UnsupportedMediaTypeException"]);
  });

  it.each([
    undefined,
    "",
    CANARY,
    "CreateLicense",
    "AWSLicenseManager.",
    "AWSLicenseManager.__proto__",
    "AWSLicenseManager.constructor",
    "awslicensemanager.CreateLicense",
    "AWSLicenseManager.CreateLicense.CreateLicense",
    "AWSLicenseManager.Createlicense",
  ])("with the target %j is refused", async (target) => {
    expect(await answer(TEXT, { headers: { "x-amz-target": target } })).toEqual([404, "UnknownOperationException"]);
  });

  it.each([
    ["x-amz-target", 404, "UnknownOperationException"],
    ["content-type", 415, "UnsupportedMediaTypeException"],
    ["content-encoding", 415, "UnsupportedMediaTypeException"],
  ])("with a very long %s is refused, and none of it comes back", async (name, status, error) => {
    expect(await answer(TEXT, { headers: { [name]: CANARY.repeat(100_000) } })).toEqual([status, error]);
  });

  it("with a compression that nobody asked for is refused", async () => {
    expect(await answer(TEXT, { headers: { "content-encoding": "br" } })).toEqual([
      415,
      "UnsupportedMediaTypeException",
    ]);
  });
});
