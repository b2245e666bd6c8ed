import { DeadlineExceeded } from "./handler-options.js";
import { startTimer } from "./limits.js";
import type { CallFacts, Interceptor, OperationCall, OperationContext, RequestHeaders } from "./operation.js";
import type { TransportRequest } from "./transport.js";

/** An operation of the service object. */
export type Method = (input: unknown, context: OperationContext) => unknown;

/** The context of one call. The signal is made when somebody asks for it, because few do. */
export class CallContext implements CallFacts {
  readonly operation: string;
  readonly requestId: string;
  readonly caller: unknown;
  readonly deadline: number | undefined;
  readonly #request: TransportRequest;
  #timeout: AbortController | undefined;
  #signal: AbortSignal | undefined;

  constructor(
    operation: string,
    requestId: string,
    request: TransportRequest,
    caller: unknown,
    timeLimitMs: number | undefined,
  ) {
    this.operation = operation;
    this.requestId = requestId;
    this.caller = caller;
    this.deadline = timeLimitMs === undefined ? undefined : Date.now() + timeLimitMs;
    this.#request = request;
    this.#timeout = timeLimitMs === undefined ? undefined : new AbortController();
  }

  get headers(): RequestHeaders {
    return this.#request.headers;
  }

  get signal(): AbortSignal {
    if (this.#timeout === undefined) return this.#request.signal;
    this.#signal ??= AbortSignal.any([this.#request.signal, this.#timeout.signal]);
    return this.#signal;
  }

  /** Why the operation must not be called any more: its time is up. */
  expired: DeadlineExceeded | undefined;

  /** Aborts the signal because the time is up. */
  expire(reason: DeadlineExceeded): void {
    this.expired = reason;
    this.#timeout?.abort(reason);
  }
}

/** Calls an operation through the interceptors, within the time limit. */
export function callOperation(
  method: Method,
  input: unknown,
  context: CallContext,
  interceptors: readonly Interceptor<never>[] = [],
  timeLimitMs?: number,
): unknown {
  const called =
    interceptors.length === 0
      ? method(input, context)
      : intercepted(interceptors as readonly Interceptor[], 0, method, input, context);
  return timeLimitMs === undefined ? called : withinLimit(called, context, timeLimitMs);
}

async function intercepted(
  interceptors: readonly Interceptor[],
  index: number,
  method: Method,
  input: unknown,
  context: CallContext,
): Promise<unknown> {
  // The answer has left. What it says nobody would learn, and clients may have tried again.
  if (context.expired !== undefined) throw context.expired;
  const interceptor = interceptors[index];
  if (interceptor === undefined) return method(input, context);
  const call: OperationCall = {
    operation: context.operation,
    input,
    context,
    next() {
      const output = intercepted(interceptors, index + 1, method, input, context);
      // An interceptor may look at it later or never, and a rejection that nobody looks at yet ends the process.
      output.catch(() => undefined);
      return output;
    },
  };
  return interceptor(call);
}

async function withinLimit(called: unknown, context: CallContext, timeLimitMs: number): Promise<unknown> {
  let stopTimer: (() => void) | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    stopTimer = startTimer(timeLimitMs, () => {
      const reason = new DeadlineExceeded(`${context.operation} took more than ${timeLimitMs} ms.`);
      context.expire(reason);
      reject(reason);
    });
  });
  try {
    return await Promise.race([called, expired]);
  } finally {
    stopTimer?.();
  }
}
