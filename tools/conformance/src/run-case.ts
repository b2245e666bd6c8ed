import { gzipSync } from "node:zlib";
import type { Model, Operation } from "@borrow-license/codegen/smithy-ast/model";
import { parseExactly } from "@borrow-license/codegen/smithy-ast/parse-ast";
import { expect } from "vitest";
import type { Placed, PlacedError, RequestCase, ResponseCase } from "./protocol-cases.ts";
import { type GeneratedStub, methodName, plain } from "./stub.ts";
import { leastValue, typedValue } from "./typed-value.ts";

const MEDIA_TYPE = "application/x-amz-json-1.1";

/** Sends a case's request and compares the input that the service sees. */
export async function runRequest(stub: GeneratedStub, model: Model, placed: Placed<RequestCase>): Promise<void> {
  const { case: sent, operation } = placed;
  let seen: unknown;
  const service = {
    [methodName(operation.name)]: (input: unknown) => {
      seen = input;
      return {};
    },
  };
  // An operation may have an output with required members, which is of no interest here.
  const handler = stub.createHandler(service, { onUnexpectedError: () => undefined });
  const response = await handler(
    new Request(new URL(sent.uri, "http://localhost"), {
      method: sent.method,
      headers: requestHeaders(stub, placed),
      body: bodyOf(sent) ?? null,
    }),
  );
  expect(await response.text()).not.toContain("Exception");
  expect(plain(seen)).toStrictEqual(typedValue(model, operation.input, sent.params ?? {}));
}

/** Lets the service answer a case's values and compares the response. */
export async function runResponse(stub: GeneratedStub, model: Model, placed: Placed<ResponseCase>): Promise<void> {
  const { case: expected, operation } = placed;
  const output = typedValue(model, operation.output, expected.params ?? {});
  await compare(stub, model, placed, expected, () => output);
}

/** Lets the service throw a case's error and compares the response. */
export async function runError(stub: GeneratedStub, model: Model, placed: PlacedError): Promise<void> {
  const { case: expected, error } = placed;
  const members = typedValue(model, error.id, expected.params ?? {}) as object;
  await compare(stub, model, placed, expected, () => {
    throw stub.newError(error.name, members);
  });
}

async function compare(
  stub: GeneratedStub,
  model: Model,
  { operation }: Placed<ResponseCase>,
  expected: ResponseCase,
  method: () => unknown,
): Promise<void> {
  const headers = new Headers(expected.headers);
  const handler = stub.createHandler(
    { [methodName(operation.name)]: method },
    { requestId: () => headers.get("x-amzn-requestid") ?? "1" },
  );
  const response = await handler(
    new Request("http://localhost/", {
      method: "POST",
      headers: { "content-type": MEDIA_TYPE, "x-amz-target": target(stub, operation) },
      body: JSON.stringify(leastValue(model, operation.input)),
    }),
  );
  const body = await response.text();
  expect(response.status, body).toBe(expected.code);
  for (const [name, value] of headers) {
    // AwsJson11IntEnums lists a header of its request among those of its response.
    if (name === "x-amz-target") continue;
    const wanted = name === "content-type" ? contentType(expected.headers) : value;
    expect(response.headers.get(name)).toBe(wanted);
  }
  for (const name of expected.requireHeaders ?? []) expect(response.headers.has(name)).toBe(true);
  for (const name of expected.forbidHeaders ?? []) expect(response.headers.has(name)).toBe(false);
  if (expected.body === undefined) return;
  // An empty body and an empty object say the same in this protocol; a stub answers the object.
  expect(parseExactly(body)).toStrictEqual(withoutNamespace(parseExactly(expected.body === "" ? "{}" : expected.body)));
}

/** A case names those headers only that it is about; clients of the protocol send the others too. */
function requestHeaders(stub: GeneratedStub, { case: sent, operation }: Placed<RequestCase>): Headers {
  const headers = new Headers(sent.headers);
  headers.set("content-type", contentType(sent.headers));
  if (!headers.has("x-amz-target")) headers.set("x-amz-target", target(stub, operation));
  return headers;
}

function target({ serviceName }: GeneratedStub, { name }: Operation): string {
  return `${serviceName}.${name}`;
}

/** A case about compression has no body: it is about what a client does with the values. */
function bodyOf({ body, headers, params }: RequestCase): string | Uint8Array<ArrayBuffer> | undefined {
  const encoding = new Headers(headers).get("content-encoding");
  if (body !== undefined || encoding === null) return body;
  return new Uint8Array(gzipSync(JSON.stringify(params)));
}

/** The older version's media type stands for this one's. */
function contentType(headers: Readonly<Record<string, string>> | undefined): string {
  return (new Headers(headers).get("content-type") ?? MEDIA_TYPE).replace("json-1.0", "json-1.1");
}

/** Error names of the older version have a namespace, which clients cut off. */
function withoutNamespace(body: unknown): unknown {
  const error = (body as { readonly __type?: string }).__type;
  return error === undefined ? body : { ...(body as object), __type: error.slice(error.indexOf("#") + 1) };
}
