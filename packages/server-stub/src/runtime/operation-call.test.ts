import { afterEach, describe, expect, it, vi } from "vitest";
import { createFetchHandler, type FetchHandler } from "./fetch-handler.js";
import { DeadlineExceeded, type HandlerOptions, type UnexpectedError } from "./handler-options.js";
import type { OperationContext, ServiceDefinition } from "./operation.js";
import { InternalFailure, ProtocolException, ThrottlingException, ValidationException } from "./protocol-exceptions.js";

const adding: ServiceDefinition = {
  name: "Adding",
  operations: [
    {
      name: "Add",
      method: "add",
      readInput: (value) => value,
      writeOutput: (output) => output,
      errors: new Map(),
    },
  ],
  errorNames: new Set(),
  errors: new Map(),
  constraintError: (message) => new ValidationException(message),
  internalError: (message) => new InternalFailure(message),
};

class Unsigned extends ProtocolException {
  override readonly name = "MissingAuthenticationTokenException";
  readonly statusCode = 403;
}

type Add = (input: { a: number }, context: OperationContext) => unknown;

function handlerOf(add: Add, options: HandlerOptions = {}): FetchHandler {
  return createFetchHandler(adding, { add }, options);
}

async function call(handler: FetchHandler, init: RequestInit = {}): Promise<readonly [number, unknown]> {
  const headers = { "x-amz-target": "Adding.Add", "content-type": "application/x-amz-json-1.1", ...init.headers };
  const response = await handler(
    new Request("http://localhost/", { method: "POST", body: '{"a":1}', ...init, headers }),
  );
  return [response.status, await response.json()];
}

afterEach(() => {
  vi.useRealTimers();
});

describe("interceptors", () => {
  it("stand around the operation, the first one outermost, and see input and output", async () => {
    const seen: unknown[] = [];
    const handler = handlerOf(({ a }) => ({ sum: a + 1 }), {
      interceptors: [
        async (call) => {
          seen.push(["outer", call.operation, call.input, call.context.operation]);
          const output = await call.next();
          seen.push(["outer", output]);
          return output;
        },
        async ({ next }) => {
          seen.push(["inner"]);
          return { ...((await next()) as object), more: true };
        },
      ],
    });
    expect(await call(handler)).toEqual([200, { sum: 2, more: true }]);
    expect(seen).toEqual([["outer", "Add", { a: 1 }, "Add"], ["inner"], ["outer", { sum: 2, more: true }]]);
  });

  it("may refuse the call, so that the operation never learns of it", async () => {
    const add = vi.fn<Add>();
    const refuse = async (): Promise<never> => {
      throw new ThrottlingException("Rate exceeded.");
    };
    expect(await call(handlerOf(add, { interceptors: [refuse] }))).toEqual([
      400,
      { __type: "ThrottlingException", Message: "Rate exceeded." },
    ]);
    expect(add).not.toHaveBeenCalled();
  });

  it("see what the operation throws, and may answer in its place", async () => {
    const add = (): never => {
      throw new TypeError("broken");
    };
    const rescue: NonNullable<HandlerOptions["interceptors"]>[number] = ({ next }) =>
      next().catch((error: unknown) => ({ rescued: (error as Error).message }));
    expect(await call(handlerOf(add, { interceptors: [rescue] }))).toEqual([200, { rescued: "broken" }]);
  });
});

describe("the caller", () => {
  it("is identified from headers and raw body, and handed to the operation", async () => {
    const handler = handlerOf((_input, { caller }) => ({ caller }), {
      identifyCaller: async ({ body, headers, operation }) =>
        `${headers.get("x-user")} ${operation} ${new TextDecoder().decode(body)}`,
    });
    expect(await call(handler, { headers: { "x-user": "ada" } })).toEqual([200, { caller: 'ada Add {"a":1}' }]);
  });

  it("that is none gets its error before anything of the body is parsed", async () => {
    const handler = handlerOf(() => ({}), {
      identifyCaller: () => {
        throw new Unsigned("The request has no signature.");
      },
    });
    expect(await call(handler, { body: "no JSON" })).toEqual([
      403,
      { __type: "MissingAuthenticationTokenException", Message: "The request has no signature." },
    ]);
  });
});

describe("the time limit", () => {
  it("answers in place of an operation that takes too long, and aborts its signal", async () => {
    vi.useFakeTimers();
    const failures: UnexpectedError[] = [];
    let reason: unknown;
    const add: Add = (_input, { deadline, signal }) => {
      expect(deadline).toBe(Date.now() + 50);
      signal.addEventListener("abort", () => {
        reason = signal.reason;
      });
      return new Promise(() => undefined);
    };
    const handler = handlerOf(add, { timeLimitMs: 50, onUnexpectedError: (failure) => failures.push(failure) });
    const answered = call(handler);
    await vi.advanceTimersByTimeAsync(50);
    expect(await answered).toEqual([
      503,
      { __type: "ServiceUnavailable", Message: "The operation took too long. Try again." },
    ]);
    expect(reason).toBeInstanceOf(DeadlineExceeded);
    expect(failures.map(({ error }) => error)).toEqual([reason]);
  });

  it("leaves no timer behind an operation that is in time", async () => {
    vi.useFakeTimers();
    expect(await call(handlerOf(() => ({ sum: 2 }), { timeLimitMs: 50 }))).toEqual([200, { sum: 2 }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([3_000_000_000, Infinity])("may be %j ms, which no timer of the host knows", async (timeLimitMs) => {
    vi.useFakeTimers();
    let finish: (output: object) => void = () => undefined;
    const add: Add = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const answered = call(handlerOf(add, { timeLimitMs }));
    await vi.advanceTimersByTimeAsync(86_400_000);
    finish({ sum: 2 });
    expect(await answered).toEqual([200, { sum: 2 }]);
  });

  it.each([{ timeLimitMs: Number.NaN }, { timeLimitMs: -1 }, { maxBodyBytes: Number.NaN }])(
    "and other limits have to be some when the handler is made: %j",
    (options) => {
      expect(() => handlerOf(() => ({}), options)).toThrow(RangeError);
    },
  );

  it("is none unless it is given", async () => {
    let deadline: number | undefined = 0;
    await call(
      handlerOf((_input, context) => {
        deadline = context.deadline;
        return {};
      }),
    );
    expect(deadline).toBeUndefined();
  });
});

describe("what comes after an answer", () => {
  it("is no rejection that nobody looks at, where an interceptor does not wait for the next one", async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown): number => rejections.push(reason);
    process.on("unhandledRejection", note);
    try {
      const handler = handlerOf(() => Promise.reject(new Error("late")), {
        interceptors: [
          async ({ next }) => {
            void next();
            return { sum: 0 };
          },
        ],
      });
      expect(await call(handler)).toEqual([200, { sum: 0 }]);
      await new Promise((resolve) => setImmediate(resolve));
      expect(rejections).toEqual([]);
    } finally {
      process.off("unhandledRejection", note);
    }
  });

  it("is no call of the operation, whose client was told to try again", async () => {
    vi.useFakeTimers();
    const called = vi.fn(() => ({ sum: 2 }));
    const handler = handlerOf(called, {
      timeLimitMs: 20,
      interceptors: [
        async ({ next }) => {
          await new Promise((resolve) => setTimeout(resolve, 60));
          return next();
        },
      ],
      onUnexpectedError: () => undefined,
    });
    const answered = call(handler);
    await vi.advanceTimersByTimeAsync(20);
    expect((await answered)[0]).toBe(503);
    await vi.advanceTimersByTimeAsync(60);
    expect(called).not.toHaveBeenCalled();
  });
});
