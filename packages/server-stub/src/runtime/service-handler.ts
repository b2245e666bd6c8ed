import { InputReader } from "./input-reader.js";
import { mediaTypeEssence } from "./media-type.js";
import type { OperationContext, OperationDefinition, ServiceDefinition } from "./operation.js";
import {
  SerializationException,
  UnknownOperationException,
  UnsupportedMediaTypeException,
} from "./protocol-exceptions.js";
import { isServiceException, type ServiceException } from "./service-exception.js";
import type { TransportRequest, TransportResponse } from "./transport.js";

const CONTENT_TYPE = "application/x-amz-json-1.1";
const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/** A failure that nobody planned for. The client learns the request ID of it and nothing else. */
export interface UnexpectedError {
  readonly error: unknown;
  readonly requestId: string;
  /** The operation's name, where the request got that far. */
  readonly operation: string | undefined;
}

/** An answered request, for logs and metrics. */
export interface AnsweredRequest {
  readonly requestId: string;
  /** The operation's name, or `undefined` where the request names none of the service. */
  readonly operation: string | undefined;
  readonly status: number;
  /** The name of the error that was answered. */
  readonly errorName: string | undefined;
  /** How long the answer took, in milliseconds. */
  readonly durationMs: number;
}

export interface HandlerOptions {
  /** Gets failures that the model does not describe. Default: they are written with `console.error`. */
  readonly onUnexpectedError?: (failure: UnexpectedError) => void;
  /** Gets each request once it is answered. */
  readonly onAnswer?: (answered: AnsweredRequest) => void;
  /** Makes request IDs. Default: random UUIDs. */
  readonly requestId?: () => string;
  /** The largest body that is read, in bytes. Default: 1 MiB. */
  readonly maxBodyBytes?: number;
}

/** A service object: a function for each operation, by the operation's method name. */
export type Implementation = object;

type Method = (input: unknown, context: OperationContext) => unknown;

interface Route {
  readonly operation: OperationDefinition;
  readonly method: Method | undefined;
}

/** Serves one service over awsJson1_1, on whatever carries requests and answers. */
export class ServiceHandler {
  readonly service: ServiceDefinition;
  readonly #options: HandlerOptions;
  readonly #routes: ReadonlyMap<string, Route>;

  constructor(service: ServiceDefinition, implementation: Implementation, options: HandlerOptions = {}) {
    this.service = service;
    this.#options = options;
    this.#routes = new Map(
      service.operations.map((operation) => [
        `${service.name}.${operation.name}`,
        { operation, method: methodOf(implementation, operation.method) },
      ]),
    );
  }

  /** Answers one request. The promise is never rejected. */
  async handle(request: TransportRequest): Promise<TransportResponse> {
    const start = performance.now();
    const requestId = this.#options.requestId?.() ?? crypto.randomUUID();
    let route: Route | undefined;
    let errorName: string | undefined;
    let response: TransportResponse;
    try {
      route = this.#route(request);
      const output = await this.#call(route, request, requestId);
      response = success(route.operation, output, requestId);
    } catch (error) {
      const answered = this.#answerable(error, route?.operation, requestId);
      errorName = answered.name;
      response = this.#failure(answered, requestId);
    }
    this.#options.onAnswer?.({
      requestId,
      operation: route?.operation.name,
      status: response.status,
      errorName,
      durationMs: performance.now() - start,
    });
    return response;
  }

  #route(request: TransportRequest): Route {
    if (request.method !== "POST") {
      throw new UnknownOperationException(`Operations are called with POST; this request is a ${request.method}.`);
    }
    const target = request.headers.get("x-amz-target");
    const route = target === undefined ? undefined : this.#routes.get(target);
    if (route === undefined) throw new UnknownOperationException(unknownTarget(target, this.service.name));
    const contentType = request.headers.get("content-type");
    if (contentType === undefined || mediaTypeEssence(contentType) !== CONTENT_TYPE) {
      throw new UnsupportedMediaTypeException(`The request's content-type must be ${CONTENT_TYPE}.`);
    }
    return route;
  }

  async #call(route: Route, request: TransportRequest, requestId: string): Promise<unknown> {
    const { operation, method } = route;
    const body = await request.readBody(this.#options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
    const reader = new InputReader();
    const input = operation.readInput(parseBody(body), reader);
    reader.finish(this.service.constraintError);
    if (method === undefined) throw new UnknownOperationException(`This server does not offer ${operation.name}.`);
    return method(input, {
      operation: operation.name,
      requestId,
      headers: request.headers,
      signal: request.signal,
    });
  }

  /** The error itself where the operation may answer it, the model's internal error otherwise. */
  #answerable(error: unknown, operation: OperationDefinition | undefined, requestId: string): ServiceException {
    if (isServiceException(error) && (!this.service.errors.has(error.name) || operation?.errors.has(error.name))) {
      return error;
    }
    const internal = this.service.internalError(`Internal error. Request ID: ${requestId}`);
    if (isServiceException(error) && error.name === internal.name) return error;
    const report = this.#options.onUnexpectedError ?? logUnexpectedError;
    report({ error, requestId, operation: operation?.name });
    return internal;
  }

  #failure(error: ServiceException, requestId: string): TransportResponse {
    const definition = this.service.errors.get(error.name);
    const members = error.members as never;
    const modelled = Object.entries(definition?.writeHeaders?.(members) ?? {}).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return {
      status: error.statusCode,
      headers: {
        ...error.headers,
        ...Object.fromEntries(modelled),
        ...commonHeaders(requestId),
        "x-amzn-errortype": error.name,
      },
      body: JSON.stringify({ __type: error.name, ...(definition?.writeMembers(members) ?? error.members) }),
    };
  }
}

function success(operation: OperationDefinition, output: unknown, requestId: string): TransportResponse {
  return {
    status: 200,
    headers: commonHeaders(requestId),
    body: JSON.stringify(operation.writeOutput((output ?? {}) as never)),
  };
}

function commonHeaders(requestId: string): Record<string, string> {
  return { "content-type": CONTENT_TYPE, "x-amzn-requestid": requestId };
}

/** A body that is empty stands for an empty object. */
function parseBody(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch (cause) {
    throw new SerializationException("The request's body must be JSON in UTF-8.", { cause });
  }
}

function methodOf(implementation: Implementation, name: string): Method | undefined {
  const method = (implementation as Readonly<Record<string, unknown>>)[name];
  return typeof method === "function" ? (method.bind(implementation) as Method) : undefined;
}

function unknownTarget(target: string | undefined, service: string): string {
  return target === undefined
    ? `The request has no X-Amz-Target header. It must be "${service}." and the operation's name.`
    : `The X-Amz-Target header must be "${service}." and the name of one of the service's operations.`;
}

function logUnexpectedError({ error, operation, requestId }: UnexpectedError): void {
  console.error(`Unexpected error in ${operation ?? "a request"} (request ID ${requestId}):`, error);
}
