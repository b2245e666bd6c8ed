import { gunzipSync } from "node:zlib";
import type { Model } from "@borrow-license/codegen/smithy-ast/model";
import { parseExactly } from "@borrow-license/codegen/smithy-ast/parse-ast";
import { expect } from "vitest";
import { type Answer, type LoadClient, loadFetchClient, loadUpstreamClient, type SentRequest } from "./client.ts";
import { clientValue } from "./client-value.ts";
import type { Placed, PlacedError, RequestCase, ResponseCase } from "./protocol-cases.ts";
import { typedValue } from "./typed-value.ts";

/** A client under test. */
export interface ClientKind {
  readonly load: LoadClient;
  /** Makes of a case's values what the client takes. */
  readonly input: (value: unknown) => unknown;
}

export const UPSTREAM_CLIENT: ClientKind = { load: loadUpstreamClient, input: clientValue };
export const FETCH_CLIENT: ClientKind = { load: loadFetchClient, input: (value) => value };

const EMPTY_ANSWER: Answer = {
  statusCode: 200,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: new TextEncoder().encode("{}"),
};

/** Calls an operation with a case's values and compares the request that is sent. */
export async function runClientRequest(
  { input: inputOf, load }: ClientKind,
  model: Model,
  { case: expected, operation }: Placed<RequestCase>,
): Promise<void> {
  const requests: SentRequest[] = [];
  const call = await load((request) => {
    requests.push(request);
    return EMPTY_ANSWER;
  });
  const input = inputOf(typedValue(model, operation.input, expected.params ?? {})) as object;
  await call(operation.name, input, expected.host === undefined ? undefined : `https://${expected.host}`);
  const [request, ...others] = requests;
  expect(others).toEqual([]);
  if (request === undefined) throw new Error("The client sent nothing.");
  expect([request.method, request.path]).toEqual([expected.method, expected.uri]);
  if (expected.resolvedHost !== undefined) expect(request.hostname).toBe(expected.resolvedHost);
  expect(request.headers).toMatchObject(lowerCased(expected.headers ?? {}));
  const names = Object.keys(request.headers);
  for (const name of expected.requireHeaders ?? []) expect(names).toContain(name.toLowerCase());
  for (const name of expected.forbidHeaders ?? []) expect(names).not.toContain(name.toLowerCase());
  compareBody(request, expected);
}

/**
 * Answers an operation with a case's response and compares the output that the client makes of it.
 *
 * @param deviation the output that the client is known to make, where that is not the case's
 */
export async function runClientResponse(
  { load }: ClientKind,
  model: Model,
  { case: answered, operation }: Placed<ResponseCase>,
  deviation?: object,
): Promise<void> {
  const call = await load(() => answerOf(answered));
  const { $metadata, ...output } = (await call(operation.name, {})) as Output;
  const expected = deviation ?? typedValue(model, operation.output, answered.params ?? {});
  expect(clientValue(output)).toEqual(clientValue(expected));
  const requestId = lowerCased(answered.headers ?? {})["x-amzn-requestid"];
  expect($metadata).toMatchObject({ httpStatusCode: answered.code, ...(requestId !== undefined && { requestId }) });
}

/** Answers an operation with a case's error and compares what the client throws. */
export async function runClientError(
  { load }: ClientKind,
  model: Model,
  { case: answered, error, operation }: PlacedError,
): Promise<void> {
  const call = await load(() => answerOf(answered));
  const thrown = await call(operation.name, {}).catch((reason: unknown) => reason);
  const expected = clientValue(typedValue(model, error.id, answered.params ?? {})) as Readonly<Record<string, unknown>>;
  expect(thrown).toBeInstanceOf(Error);
  expect(thrown).toMatchObject({
    name: error.name,
    $metadata: { httpStatusCode: answered.code },
    ...messageOf(expected),
  });
  const members = Object.fromEntries(error.members.map(({ name }) => [name, (thrown as Output)[name]]));
  const { Message: _, ...others } = expected;
  expect(clientValue(members)).toMatchObject(others);
}

type Output = Readonly<Record<string, unknown>> & { readonly $metadata: object };

/** Clients of JavaScript have an error's text as `message`, whatever the model calls it. */
function messageOf({ Message }: Readonly<Record<string, unknown>>): object {
  return Message === undefined ? {} : { message: Message };
}

function compareBody({ body = "", headers }: SentRequest, { body: expected, params }: RequestCase): void {
  if (headers["content-encoding"] === "gzip") {
    // A case about compression has no body: it is about what becomes of the values.
    expect(JSON.parse(new TextDecoder().decode(gunzipSync(body)))).toEqual(params);
    return;
  }
  if (expected === undefined) return;
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  expect(parseExactly(text)).toStrictEqual(parseExactly(expected));
}

function answerOf({ body = "", code, headers = {} }: ResponseCase): Answer {
  return { statusCode: code, headers: lowerCased(headers), body: new TextEncoder().encode(body) };
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
