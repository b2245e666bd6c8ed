import { base64Bytes } from "../runtime/base64.js";
import type { FetchHandler } from "../runtime/fetch-handler.js";
import { SerializationException } from "../runtime/protocol-exceptions.js";
import { BodyCollector, type TransportRequest } from "../runtime/transport.js";

/**
 * A request to a function URL, as AWS Lambda hands it to a function: the parts that matter here. Events of other
 * sources, such as test events, lack some of them, and are answered with an error then.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export interface FunctionUrlEvent {
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly rawPath?: string | undefined;
  readonly rawQueryString?: string | undefined;
  readonly requestContext?: { readonly http?: FunctionUrlRequestFacts | undefined } | undefined;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
}

/** What Lambda found out about the HTTP request. */
export interface FunctionUrlRequestFacts {
  readonly method?: string | undefined;
  readonly sourceIp?: string | undefined;
}

/** What a function URL answers. */
export interface FunctionUrlResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** What AWS Lambda tells a function about its call: the part that matters here. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/**
 * Serves a handler as an AWS Lambda function behind a function URL.
 *
 * @param handler what a `create…Handler` function returned
 * @returns the function that Lambda calls. The signal of its operations aborts when Lambda's time is up
 * @example
 * ```ts
 * export const handler = createLambdaHandler(createLicenseManagerHandler(service));
 * ```
 */
export function createLambdaHandler(
  handler: FetchHandler,
): (event: FunctionUrlEvent, context?: LambdaContext) => Promise<FunctionUrlResult> {
  return async (event, context) => {
    const { status, headers, body } = await handler.serviceHandler.handle(transportRequest(event, context));
    return { statusCode: status, headers, body, isBase64Encoded: false };
  };
}

function transportRequest(event: FunctionUrlEvent, context: LambdaContext | undefined): TransportRequest {
  const headers = headersOf(event);
  const query = event.rawQueryString ? `?${event.rawQueryString}` : "";
  const { method = "no method", sourceIp } = event.requestContext?.http ?? {};
  let signal: AbortSignal | undefined;
  return {
    method,
    url: `${event.rawPath ?? "/"}${query}`,
    remoteAddress: sourceIp,
    headers: { get: (name) => headers.get(name.toLowerCase()), entries: () => headers.entries() },
    get signal() {
      signal ??= context === undefined ? new AbortController().signal : timeUp(context);
      return signal;
    },
    readBody: (maxBytes, receive) => receive(bodyOf(event, maxBytes)),
  };
}

/** Lambda writes names in lower case; test events and other sources do not always. */
function headersOf({ headers }: FunctionUrlEvent): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (typeof value === "string") fields.set(name.toLowerCase(), value);
  }
  return fields;
}

function timeUp(context: LambdaContext): AbortSignal {
  return AbortSignal.timeout(Math.max(0, Math.floor(context.getRemainingTimeInMillis())));
}

function bodyOf(event: FunctionUrlEvent, maxBytes: number): Uint8Array {
  const { isBase64Encoded } = event;
  const body: unknown = event.body ?? "";
  if (typeof body !== "string") throw new SerializationException("The request's body must be text in this event.");
  const collector = new BodyCollector(maxBytes, String(isBase64Encoded ? (body.length / 4) * 3 - 2 : body.length));
  const bytes = isBase64Encoded ? base64Bytes(body) : new TextEncoder().encode(body);
  if (bytes === undefined) throw new SerializationException("The request's body must be base64 in this event.");
  collector.add(bytes);
  return collector.bytes();
}
