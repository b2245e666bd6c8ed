import type { MetadataBearer, ResponseMetadata } from "@smithy/types";
import { bodyText } from "./body-text.js";
import { MalformedResponseError, NetworkError } from "./client-errors.js";
import type { Environment } from "./client-settings.js";
import { readError } from "./error-response.js";
import { Misread } from "./misread.js";
import type { Operation, ServiceDefinition } from "./operation.js";
import { type RetryKind, retryAfter, retryKind } from "./retry.js";

/** A request that is ready to be sent. */
export interface PreparedCall {
  readonly region: string;
  readonly protocol: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** What became of an attempt: an output, or an error and what the server said about trying again. */
export interface Outcome<Output> {
  readonly output?: Output & MetadataBearer;
  readonly error?: Error & Partial<MetadataBearer>;
  /** Why the attempt may be repeated, where it may. */
  readonly kind?: RetryKind | undefined;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfter?: number | undefined;
  /** The server's clock, in milliseconds since 1970, where the response may say it. */
  readonly serverTime?: number | undefined;
}

interface AttemptSettings {
  readonly environment: Environment;
  readonly exception: ServiceDefinition["exception"];
  readonly maxResponseBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** Sends a request once and reads the response. */
export async function attempt<Input, Output>(
  operation: Operation<Input, Output>,
  { body, headers, host, path, protocol }: PreparedCall,
  { environment, exception, maxResponseBytes, signal }: AttemptSettings,
): Promise<Outcome<Output>> {
  const origin = `${protocol}//${host}`;
  let response: Response;
  let text: string;
  try {
    const init: RequestInit = { method: "POST", headers: headers as Record<string, string>, body, redirect: "manual" };
    if (signal !== undefined) init.signal = signal;
    response = await environment.fetch(origin + path, init);
    text = await bodyText(response, maxResponseBytes);
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    if (cause instanceof Error && "code" in cause && cause.code === "ERR_RESPONSE_TOO_LARGE") throw cause;
    const message = `${origin} could not be reached, or the connection broke; \`cause\` says why.`;
    return { error: new NetworkError(message, { cause }), kind: "transient" };
  }
  const $metadata = metadataOf(response);
  if (response.type === "opaqueredirect") {
    const message = `${origin} redirects, and a browser hides where to. Point \`endpoint\` there.`;
    return { error: Object.assign(new MalformedResponseError(message), { $metadata }) };
  }
  try {
    const json = text === "" ? {} : (operation.exactNumbers ?? JSON).parse(text);
    if (response.ok) return { output: Object.assign(operation.output.read(json) as Output & object, { $metadata }) };
    return failure(response, environment, readError(operation.errors, exception, response, json, $metadata));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof Misread)) throw cause;
    const message = `${origin} answered ${describe(response)}, which ${fault(cause)}.`;
    if (response.ok) return { error: Object.assign(new MalformedResponseError(message, { cause }), { $metadata }) };
    // What stands between client and server, such as a proxy, answers errors of its own form.
    const $fault = response.status < 500 ? "client" : "server";
    return failure(response, environment, new exception({ name: "Unknown", $fault, $metadata, message }));
  }
}

function failure(
  response: Response,
  { now }: Environment,
  error: InstanceType<ServiceDefinition["exception"]>,
): Outcome<never> {
  const date = Date.parse(response.headers.get("date") ?? "");
  return {
    error,
    kind: retryKind(error.name, response.status, error.$retryable),
    retryAfter: retryAfter(response.headers, now()),
    serverTime: Number.isNaN(date) ? undefined : date,
  };
}

function metadataOf({ headers, status }: Response): ResponseMetadata {
  const requestId =
    headers.get("x-amzn-requestid") ?? headers.get("x-amzn-request-id") ?? headers.get("x-amz-request-id");
  return requestId === null ? { httpStatusCode: status } : { httpStatusCode: status, requestId };
}

function describe({ headers, status }: Response): string {
  return `status ${status} with a body of type ${headers.get("content-type") ?? "unknown"}`;
}

function fault(cause: Misread | SyntaxError): string {
  if (cause instanceof SyntaxError) return "is no JSON";
  return `has at ${JSON.stringify(cause.path.join("."))} something else than ${cause.expected}`;
}
