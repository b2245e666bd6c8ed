import type { HttpHandler } from "msw";
import type { FetchHandler } from "../runtime/fetch-handler.js";
import type { HandlerOptions } from "../runtime/handler-options.js";
import { MAX_TIMER_MS } from "../runtime/limits.js";
import type { OperationContext } from "../runtime/operation.js";
import { ThrottlingException, UnknownOperationException } from "../runtime/protocol-exceptions.js";
import { isServiceException, type ServiceException } from "../runtime/service-exception.js";
import { loseConnection } from "./lost-connection.js";
import { type MswOptions, mswHandler } from "./msw-handlers.js";
import { type RecordedCall, type RecordedInputs, Recorder } from "./recorder.js";

/** How a mock deals with requests. */
export interface MockOptions extends MswOptions {
  /** How long every answer takes, in milliseconds. Default: 0. */
  readonly latencyMs?: number;
  /** Options of the handler behind the mock. */
  readonly handler?: HandlerOptions;
}

/**
 * What goes wrong: the connection is reset (`drop`, after which clients try again), the service fails (`internalError`, with the model's error for that),
 * it refuses to serve that many requests (`throttling`), or it answers an error.
 */
export type InjectedFault = "drop" | "internalError" | "throttling" | ServiceException;

const NAMED_FAULTS: readonly unknown[] = ["drop", "internalError", "throttling"];

export interface InjectOptions<Service> {
  /** The method of the operation that fails. Default: whichever is called. */
  readonly method?: keyof Service & string;
  /** How many requests fail. Default: 1. */
  readonly times?: number;
}

/** A service that a test is in control of. */
export interface ServiceMock<Service> {
  /** Handlers for `setupServer` or `setupWorker`. */
  readonly handlers: HttpHandler[];
  /** The inputs that arrived, by method. What is no valid input is not recorded. */
  readonly inputs: RecordedInputs<Service>;
  /** All calls that arrived, in their order. */
  readonly calls: readonly RecordedCall<Service>[];
  /**
   * Replaces operations until the next `reset`.
   *
   * @throws TypeError where the service has no such method, or what is given for one is no function
   */
  use(overrides: Partial<Service>): void;
  /**
   * Replaces operations for one call each. What is given for an operation several times is used in that order.
   *
   * @throws TypeError as `use`
   */
  useOnce(overrides: Partial<Service>): void;
  /**
   * Lets the next requests fail, before anything of them is read: invalid ones too. What a client does then is its own affair: the AWS SDK's repeat a request after `drop`,
   * `internalError` and `throttling`. In Node.js, msw 3 tells of each `drop` on the console.
   *
   * @throws TypeError where there is no such fault or method, RangeError where it is to be injected less than once
   */
  inject(fault: InjectedFault, options?: InjectOptions<Service>): void;
  /**
   * Changes how long every answer takes, until the next `reset`.
   *
   * @throws RangeError for what is no time
   */
  delay(latencyMs: number): void;
  /** Forgets what arrived and what was replaced, injected or delayed. */
  reset(): void;
}

/** A stub's function that makes a handler out of a service object. */
type CreateHandler = (service: never, options?: never) => FetchHandler;

interface PendingFault {
  readonly fault: InjectedFault;
  readonly method: string | undefined;
  times: number;
}

type Operations = Readonly<Record<string, ((input: unknown, context: OperationContext) => unknown) | undefined>>;

/**
 * Mounts a service in msw that a test can look at and change: operations replaced for a test or for one call, errors,
 * broken connections, latency, and a record of what arrived.
 *
 * @param createHandler the stub's `create…Handler`
 * @param service the operations that every test starts with; those that it leaves out are answered with
 *   `UnknownOperationException`
 * @example
 * ```ts
 * const mock = mockService(createLicenseManagerHandler, { getLicense: () => ({ License: { LicenseName: "Studio" } }) });
 * const server = setupServer(...mock.handlers);
 * beforeAll(() => server.listen({ onUnhandledFrame: "error" })); // msw 2: { onUnhandledRequest: "error" }
 * afterEach(() => mock.reset());
 * ```
 */
export function mockService<Create extends CreateHandler>(
  createHandler: Create,
  service: Parameters<Create>[0],
  options: MockOptions = {},
): ServiceMock<Required<Parameters<Create>[0]>> {
  type Service = Required<Parameters<Create>[0]>;
  const create = createHandler as unknown as (service: object, options?: HandlerOptions) => FetchHandler;
  let overrides: Operations = {};
  const once = new Map<string, Operations[string][]>();
  let faults: PendingFault[] = [];
  const usualLatencyMs = checkLatency(options.latencyMs ?? 0);
  let latencyMs = usualLatencyMs;

  const dispatch = (method: string, input: unknown, context: OperationContext): unknown => {
    recorder.add(method, input, context);
    const operation = once.get(method)?.shift() ?? overrides[method] ?? (service as Operations)[method];
    if (operation !== undefined) return operation.call(service, input, context);
    throw new UnknownOperationException(`This mock does not offer ${context.operation}.`);
  };
  const dispatching = new Proxy(
    {},
    {
      get: (_target, method) => (input: unknown, context: OperationContext) => dispatch(String(method), input, context),
    },
  );
  const handler = create(dispatching, options.handler);
  const definition = handler.serviceHandler.service;
  const methods = new Map(definition.operations.map(({ name, method }) => [`${definition.name}.${name}`, method]));
  const methodNames = [...methods.values()];
  const recorder = new Recorder<Service>(methodNames);

  const answer = async (request: Request): Promise<Response> => {
    const target = request.headers.get("x-amz-target") ?? "";
    const method = methods.get(target);
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const pending = faults.find((each) => each.times > 0 && (each.method === undefined || each.method === method));
    if (pending === undefined) return handler(request);
    pending.times -= 1;
    if (pending.fault === "drop") return loseConnection();
    const error = faultError(pending.fault, definition.internalError);
    const { status, headers, body } = await handler.serviceHandler.refuse(target, error);
    return new Response(body, { status, headers });
  };

  return {
    handlers: [mswHandler(definition.name, answer, options)],
    inputs: recorder.inputs,
    calls: recorder.calls,
    use(replacements) {
      overrides = { ...overrides, ...Object.fromEntries(replacedOperations(replacements, methodNames)) };
    },
    useOnce(replacements) {
      for (const [method, operation] of replacedOperations(replacements, methodNames)) {
        const queue = once.get(method);
        if (queue === undefined) once.set(method, [operation]);
        else queue.push(operation);
      }
    },
    inject(fault, { method, times = 1 } = {}) {
      checkFault(fault);
      if (!(times >= 1)) throw new RangeError(`The number of times must be 1 or more, not ${String(times)}.`);
      if (method !== undefined) checkMethod(method, methodNames);
      faults.push({ fault, method, times });
    },
    delay(milliseconds) {
      latencyMs = checkLatency(milliseconds);
    },
    reset() {
      overrides = {};
      once.clear();
      faults = [];
      latencyMs = usualLatencyMs;
      recorder.clear();
    },
  };
}

/** The operations that an object replaces, each with its own `this`: an object literal's, or those of a class. */
function replacedOperations(
  replacements: object,
  methods: readonly string[],
): readonly (readonly [string, NonNullable<Operations[string]>])[] {
  const given = replacements as Readonly<Record<string, unknown>>;
  for (const method of Object.keys(given)) {
    if (typeof given[method] === "function") checkMethod(method, methods);
  }
  return methods.flatMap((method) => {
    const operation = given[method];
    if (operation === undefined || operation === Object.prototype[method as never]) return [];
    if (typeof operation !== "function") throw new TypeError(`What replaces ${method} must be a function.`);
    return [[method, operation.bind(replacements) as NonNullable<Operations[string]>] as const];
  });
}

function faultError(
  fault: Exclude<InjectedFault, "drop">,
  internalError: (message: string) => ServiceException,
): ServiceException {
  if (isServiceException(fault)) return fault;
  return fault === "throttling"
    ? new ThrottlingException("Rate exceeded. Try again later.")
    : internalError("Injected by the test.");
}

/** Those who write no TypeScript learn of a slip as well. */
function checkFault(fault: unknown): void {
  if (isServiceException(fault) || NAMED_FAULTS.includes(fault)) return;
  const names = NAMED_FAULTS.map((name) => `"${name}"`).join(", ");
  throw new TypeError(`The fault to inject must be ${names} or a ServiceException, not ${String(fault)}.`);
}

function checkLatency(milliseconds: number): number {
  if (milliseconds >= 0 && milliseconds <= MAX_TIMER_MS) return milliseconds;
  throw new RangeError(
    `The latency must be a number of milliseconds from 0 to ${MAX_TIMER_MS}, not ${String(milliseconds)}.`,
  );
}

function checkMethod(method: string, methods: readonly string[]): void {
  if (methods.includes(method)) return;
  throw new TypeError(`The service has no method ${JSON.stringify(method)}. Its methods are ${methods.join(", ")}.`);
}
