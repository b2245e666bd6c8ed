import { DeadlineExceeded, type HandlerOptions, type ReceivedRequest } from "./handler-options.js";
import { checkHeaderFields, checkStatus, isFieldValue } from "./header-fields.js";
import { Hooks } from "./hooks.js";
import { InputReader } from "./input-reader.js";
import { bodyLimit, timeLimit } from "./limits.js";
import { mediaTypeEssence } from "./media-type.js";
import type { ErrorDefinition, OperationDefinition, ServiceDefinition } from "./operation.js";
import { CallContext, callOperation, type Method } from "./operation-call.js";
import { OutputDefect, OutputWriter } from "./output-writer.js";
import {
  InternalFailure,
  ServiceUnavailable,
  UnknownOperationException,
  UnsupportedMediaTypeException,
} from "./protocol-exceptions.js";
import { decompressed, parseBody } from "./request-body.js";
import { requestIds } from "./request-ids.js";
import { type AnsweredError, isServiceException, type ServiceException } from "./service-exception.js";
import type { TransportRequest, TransportResponse } from "./transport.js";

const CONTENT_TYPE = "application/x-amz-json-1.1";

/** A service object: a function for each operation, by the operation's method name. */
export type Implementation = object;

interface Route {
  readonly operation: OperationDefinition;
  readonly method: Method | undefined;
}

/** What an answer needs to know of its request. */
interface Answering {
  readonly requestId: string;
  /** When it arrived, as `performance.now` tells it, where somebody wants to know. */
  readonly start: number;
  readonly send: (response: TransportResponse) => void;
  /** Where it goes, once that is known. */
  route: Route | undefined;
}

/** One request on its way to its answer. */
interface Exchange extends Answering {
  readonly request: TransportRequest;
}

/** A body that can be read, and who sent it. */
interface Identified {
  readonly body: Uint8Array;
  readonly caller: unknown;
}

/** Serves one service over awsJson1_1, on whatever carries requests and answers. */
export class ServiceHandler {
  readonly service: ServiceDefinition;
  readonly #options: HandlerOptions<never>;
  readonly #maxBodyBytes: number;
  readonly #timeLimitMs: number | undefined;
  readonly #hooks: Hooks;
  readonly #nextRequestId: () => string = requestIds();
  readonly #routes: ReadonlyMap<string, Route>;

  /** @throws RangeError where an option is no limit, naming it */
  constructor(service: ServiceDefinition, implementation: Implementation, options: HandlerOptions<never> = {}) {
    this.service = service;
    this.#options = options;
    this.#maxBodyBytes = bodyLimit(options.maxBodyBytes);
    this.#timeLimitMs = timeLimit(options.timeLimitMs);
    this.#hooks = new Hooks(options.onUnexpectedError);
    this.#routes = new Map(
      service.operations.map((operation) => [
        `${service.name}.${operation.name}`,
        { operation, method: methodOf(implementation, operation.method) },
      ]),
    );
  }

  /** Answers one request. The promise is never rejected. */
  handle(request: TransportRequest): Promise<TransportResponse> {
    return new Promise((resolve) => this.respond(request, resolve));
  }

  /**
   * Answers a request with an error before anything of it is read.
   *
   * @param target the request's `X-Amz-Target`
   */
  refuse(target: string | undefined, error: ServiceException): Promise<TransportResponse> {
    const route = target === undefined ? undefined : this.#routes.get(target);
    const requestId = this.#requestId();
    return new Promise((send) => this.#fail({ send, requestId, start: performance.now(), route }, error));
  }

  /**
   * Answers one request, at once where nothing has to be waited for: each promise on the way would cost a turn of the
   * queue.
   *
   * @param send gets the answer, once
   */
  respond(request: TransportRequest, send: (response: TransportResponse) => void): void {
    const start = this.#options.onAnswer === undefined ? 0 : performance.now();
    const exchange: Exchange = { request, send, start, requestId: this.#requestId(), route: undefined };
    try {
      exchange.route = this.#route(request);
      request.readBody(
        this.#maxBodyBytes,
        (body) => this.#receive(exchange, exchange.route as Route, body),
        (error) => this.#fail(exchange, error),
      );
    } catch (error) {
      this.#fail(exchange, error);
    }
  }

  #receive(exchange: Exchange, route: Route, body: Uint8Array): void {
    const isPlain =
      this.#options.identifyCaller === undefined && exchange.request.headers.get("content-encoding") === undefined;
    if (isPlain) {
      this.#serve(exchange, route, body, undefined);
      return;
    }
    this.#identify(exchange, route, body).then(
      (identified) => this.#serve(exchange, route, identified.body, identified.caller),
      (error: unknown) => this.#fail(exchange, error),
    );
  }

  /** Finds out who calls and undoes the compression. */
  async #identify(exchange: Exchange, route: Route, sent: Uint8Array): Promise<Identified> {
    const { identifyCaller } = this.#options;
    const caller = identifyCaller && (await identifyCaller(receivedRequest(exchange, route, sent)));
    const encoding = exchange.request.headers.get("content-encoding");
    const body = encoding === undefined ? sent : await decompressed(sent, encoding, this.#maxBodyBytes);
    return { body, caller };
  }

  /** Reads the input, calls the operation with it and sends what it answers. */
  #serve(exchange: Exchange, route: Route, body: Uint8Array, caller: unknown): void {
    let answering: unknown;
    let isAwaited = false;
    let refusal: AnsweredError | undefined;
    try {
      const reader = new InputReader();
      const input = route.operation.readInput(parseBody(body, route.operation.exactNumbers), reader);
      refusal = reader.constraintError(this.service.constraintError);
      if (refusal === undefined) answering = this.#call(exchange, route, input, caller);
      isAwaited = isThenable(answering);
    } catch (error) {
      this.#fail(exchange, error);
      return;
    }
    if (refusal !== undefined) this.#answer(exchange, refusal);
    else if (!isAwaited) this.#succeed(exchange, route, answering);
    else {
      Promise.resolve(answering).then(
        (output) => this.#succeed(exchange, route, output),
        (error: unknown) => this.#fail(exchange, error),
      );
    }
  }

  #succeed(exchange: Exchange, { operation }: Route, output: unknown): void {
    let response: TransportResponse;
    try {
      response = success(operation, output, exchange.requestId);
    } catch (error) {
      this.#fail(exchange, error);
      return;
    }
    this.#send(exchange, response, undefined);
  }

  #fail(exchange: Answering, error: unknown): void {
    let answered: AnsweredError;
    try {
      answered = this.#answerable(error, exchange.route?.operation, exchange.requestId);
    } catch {
      // What was thrown cannot even be looked at. The request is answered all the same.
      answered = lastResort(exchange.requestId);
    }
    this.#answer(exchange, answered);
  }

  #answer(exchange: Answering, error: AnsweredError): void {
    const response = this.#failure(error, exchange.route?.operation, exchange.requestId);
    this.#send(exchange, response, response.headers["x-amzn-errortype"]);
  }

  #send(
    { requestId, route, send, start }: Answering,
    response: TransportResponse,
    errorName: string | undefined,
  ): void {
    const { onAnswer } = this.#options;
    if (onAnswer !== undefined) {
      const operation = route?.operation.name;
      const durationMs = performance.now() - start;
      const answered = { requestId, operation, status: response.status, errorName, durationMs };
      this.#hooks.call(() => onAnswer(answered), requestId, operation);
    }
    send(response);
  }

  /** The hook's request ID, where the hook answers one that can be sent. */
  #requestId(): string {
    const made = this.#nextRequestId();
    const { requestId: hook } = this.#options;
    if (hook === undefined) return made;
    const own = this.#hooks.call(hook, made, undefined);
    return typeof own === "string" && own.trim() !== "" && isFieldValue(own) ? own : made;
  }

  #route(request: TransportRequest): Route {
    if (request.method !== "POST") {
      throw new UnknownOperationException(`Operations are called with POST, not with ${request.method}.`);
    }
    const target = request.headers.get("x-amz-target");
    const route = target === undefined ? undefined : this.#routes.get(target);
    if (route === undefined) throw new UnknownOperationException(unknownTarget(target, this.service.name));
    const contentType = request.headers.get("content-type");
    if (contentType !== CONTENT_TYPE && (contentType === undefined || mediaTypeEssence(contentType) !== CONTENT_TYPE)) {
      throw new UnsupportedMediaTypeException(`The request's content-type must be ${CONTENT_TYPE}.`);
    }
    return route;
  }

  #call({ request, requestId }: Exchange, { operation, method }: Route, input: unknown, caller: unknown): unknown {
    if (method === undefined) throw new UnknownOperationException(`This server does not offer ${operation.name}.`);
    const context = new CallContext(operation.name, requestId, request, caller, this.#timeLimitMs);
    return callOperation(method, input, context, this.#options.interceptors, this.#timeLimitMs);
  }

  /** The error itself where the operation may answer it, the model's internal error otherwise. */
  #answerable(error: unknown, operation: OperationDefinition | undefined, requestId: string): ServiceException {
    if (isServiceException(error)) {
      const isModelled = (error as AnsweredError).isProtocol !== true && this.service.errorNames.has(error.name);
      if (!isModelled || this.#errorDefinition(error.name, operation) !== undefined) return error;
    }
    this.#hooks.report({ error, requestId, operation: operation?.name });
    if (error instanceof DeadlineExceeded) return new ServiceUnavailable("The operation took too long. Try again.");
    const reason = this.#options.development === true && error instanceof OutputDefect ? `. ${error.message}` : "";
    return this.service.internalError(`Internal error. Request ID: ${requestId}${reason}`);
  }

  #failure(error: AnsweredError, operation: OperationDefinition | undefined, requestId: string): TransportResponse {
    try {
      return failure(error, this.#definitionOf(error, operation), requestId);
    } catch (defect) {
      try {
        const internal = this.#answerable(defect, operation, requestId);
        return failure(internal, this.#definitionOf(internal, operation), requestId);
      } catch {
        return failure(lastResort(requestId), undefined, requestId);
      }
    }
  }

  #definitionOf(error: AnsweredError, operation: OperationDefinition | undefined): ErrorDefinition | undefined {
    return error.isProtocol === true ? undefined : this.#errorDefinition(error.name, operation);
  }

  #errorDefinition(name: string, operation: OperationDefinition | undefined): ErrorDefinition | undefined {
    return operation?.errors.get(name) ?? this.service.errors.get(name);
  }
}

function receivedRequest({ request, requestId }: Exchange, { operation }: Route, body: Uint8Array): ReceivedRequest {
  const { headers, method, remoteAddress, url } = request;
  return { operation: operation.name, requestId, method, url, remoteAddress, headers, body };
}

function success(operation: OperationDefinition, output: unknown, requestId: string): TransportResponse {
  const writer = new OutputWriter();
  const written = operation.writeOutput((output ?? {}) as never, writer);
  const headers = { "content-type": CONTENT_TYPE, "x-amzn-requestid": requestId };
  return { status: 200, headers, body: writer.text(written) };
}

function failure(error: AnsweredError, definition: ErrorDefinition | undefined, requestId: string): TransportResponse {
  const members = error.members as never;
  checkStatus(error.statusCode);
  const own = ownHeaders(error.headers, definition?.writeHeaders?.(members));
  const headers: Record<string, string> = {
    ...own,
    "content-type": CONTENT_TYPE,
    "x-amzn-requestid": requestId,
    "x-amzn-errortype": error.name,
  };
  // The names of the model's errors can be sent, and most of them send nothing else of their own.
  if (definition === undefined || own !== undefined) checkHeaderFields(headers);
  const writer = new OutputWriter();
  const written = definition === undefined ? error.members : definition.writeMembers(members, writer);
  return { status: error.statusCode, headers, body: writer.text({ __type: error.name, ...written }) };
}

/** The answer where the model's own error for failures cannot be sent. */
function lastResort(requestId: string): AnsweredError {
  return new InternalFailure(`Internal error. Request ID: ${requestId}`);
}

/** What says where an answer ends is the carrier's to send: another length would cut the answer off. */
const FRAMING: ReadonlySet<string> = new Set(["content-length", "transfer-encoding", "trailer"]);

/** Header fields that an error sends beside those of every error, where there are any. */
function ownHeaders(
  given: Readonly<Record<string, string>> | undefined,
  modelled: Readonly<Record<string, string | undefined>> | undefined,
): Record<string, string> | undefined {
  let own: Record<string, string> | undefined;
  for (const fields of [given, modelled]) {
    for (const name in fields) {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
      const field = name.toLowerCase();
      if (value === undefined || FRAMING.has(field)) continue;
      own ??= {};
      own[field] = value;
    }
  }
  return own;
}

function methodOf(implementation: Implementation, name: string): Method | undefined {
  const method = (implementation as Readonly<Record<string, unknown>>)[name];
  // What every object inherits is no operation, whatever an operation is called.
  const isInherited = Object.hasOwn(Object.prototype, name) && !Object.hasOwn(implementation, name);
  if (isInherited && (name === "constructor" || method === (Object.prototype as never)[name])) return undefined;
  return typeof method === "function" ? (method.bind(implementation) as Method) : undefined;
}

/** Not only the runtime's own promises can be waited for. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === "function";
}

function unknownTarget(target: string | undefined, service: string): string {
  return target === undefined
    ? `The request has no X-Amz-Target header. It must be "${service}." and the operation's name.`
    : `The X-Amz-Target header must be "${service}." and the name of one of the service's operations.`;
}
