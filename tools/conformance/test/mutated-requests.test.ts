import { createLicenseManagerHandler } from "@borrow-license/server-stub";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutatedBytes, mutatedValue } from "../src/mutations.ts";
import { refusal } from "../src/refusal.ts";
import { loadStub } from "../src/stub.ts";
import { JSON_PROTOCOL } from "../src/suite.ts";

/**
 * Valid bodies to which something has happened, byte by byte and value by value. Each is served, or refused with one of
 * the errors that there are for that; nothing else ever happens. The seed is fixed, so that a failure stays one.
 */

const BUDGET = { seed: 20_260_101, numRuns: 4000 };

/** Thousands of requests take seconds, and on a busy machine far more of them. */
const TIMEOUT_MS = 120_000;

const unexpected: unknown[] = [];
const options = { onUnexpectedError: ({ error }: { readonly error: unknown }) => unexpected.push(error) };

const KITCHEN_SINK = {
  Blob: "AQID",
  Boolean: true,
  Double: "Infinity",
  EmptyStruct: {},
  Float: 0.5,
  HttpdateTimestamp: "Thu, 01 Jan 2026 00:00:00 GMT",
  Integer: 7,
  Iso8601Timestamp: "2026-01-01T00:00:00.5+01:00",
  JsonValue: "[1]",
  ListOfLists: [["a"], []],
  ListOfMapsOfStrings: [{ a: "b" }],
  ListOfStrings: ["a", "Größe 🚀"],
  ListOfStructs: [{ Value: "a" }],
  Long: 12_345,
  MapOfListsOfStrings: { a: ["b"] },
  MapOfMaps: { a: { b: "c" } },
  MapOfStrings: { a: "b", c: "d" },
  MapOfStructs: { a: { Value: "b" } },
  RecursiveList: [{ RecursiveList: [{ Integer: 1 }] }],
  RecursiveMap: { a: { RecursiveMap: { b: { Boolean: false } } } },
  RecursiveStruct: { RecursiveStruct: { MapOfStrings: { a: "b" } } },
  SimpleStruct: { Value: "a" },
  StructWithJsonName: { Value: "a" },
  Timestamp: 1_767_225_600.25,
  UnixTimestamp: 0,
};

const CHECKOUT = {
  LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
  Entitlements: [
    { Name: "seats", Value: "2", Unit: "Count" },
    { Name: "export", Unit: "None" },
  ],
  DigitalSignatureMethod: "JWT_PS384",
  NodeId: "workstation-7",
  CheckoutMetadata: [{ Name: "team", Value: "film" }],
  ClientToken: "0198a1c2-token",
};

const stub = await loadStub(JSON_PROTOCOL);

describe.each([
  {
    name: "AWS's protocol tests",
    handler: stub.createHandler({ kitchenSinkOperation: (input: never) => input }, options),
    target: "JsonProtocol.KitchenSinkOperation",
    body: KITCHEN_SINK,
    errors: ["SerializationException"],
  },
  {
    name: "the licence service",
    handler: createLicenseManagerHandler({ checkoutBorrowLicense: () => ({}) }, options),
    target: "AWSLicenseManager.CheckoutBorrowLicense",
    body: CHECKOUT,
    errors: ["SerializationException", "UnsupportedDigitalSignatureMethodException", "ValidationException"],
  },
])("a changed request to the stub of $name", ({ body, errors, handler, target }) => {
  const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" };

  async function errorOf(sent: string | Uint8Array<ArrayBuffer>): Promise<string | undefined> {
    const response = await handler(new Request("http://localhost/", { method: "POST", headers, body: sent }));
    expect(unexpected.splice(0)).toEqual([]);
    if (response.status === 200) return undefined;
    const [status, error] = await refusal(response);
    expect([status, errors]).toEqual([400, expect.arrayContaining([error])]);
    return error;
  }

  it("is served before it is changed", async () => {
    expect(await errorOf(JSON.stringify(body))).toBeUndefined();
  });

  it(
    "is served or refused where bytes of it are others",
    async () => {
      const property = fc.asyncProperty(mutatedBytes(JSON.stringify(body)), async (sent) => void (await errorOf(sent)));
      await fc.assert(property, BUDGET);
    },
    TIMEOUT_MS,
  );

  it(
    "is served or refused where values of it are others, in every way that there is",
    async () => {
      const seen = new Set<string | undefined>();
      await fc.assert(
        fc.asyncProperty(mutatedValue(body), async (sent) => void seen.add(await errorOf(sent))),
        BUDGET,
      );
      expect(seen).toEqual(new Set([undefined, ...errors]));
    },
    TIMEOUT_MS,
  );
});
