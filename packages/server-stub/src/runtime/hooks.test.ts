import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFetchHandler } from "./fetch-handler.js";
import type { HandlerOptions } from "./handler-options.js";
import type { ServiceDefinition } from "./operation.js";
import { InternalFailure, ValidationException } from "./protocol-exceptions.js";

const resting: ServiceDefinition = {
  name: "Resting",
  operations: [
    { name: "Rest", method: "rest", readInput: () => ({}), writeOutput: () => ({}), errors: new Map() },
    { name: "Fall", method: "fall", readInput: () => ({}), writeOutput: () => ({}), errors: new Map() },
  ],
  errorNames: new Set(),
  errors: new Map(),
  constraintError: (message) => new ValidationException(message),
  internalError: (message) => new InternalFailure(message),
};

const service = {
  rest: (): object => ({}),
  fall(): never {
    throw new Error("fallen");
  },
};

async function statusOf(operation: string, options: HandlerOptions): Promise<number> {
  const headers = { "x-amz-target": `Resting.${operation}`, "content-type": "application/x-amz-json-1.1" };
  const handler = createFetchHandler(resting, service, options);
  return (await handler(new Request("http://localhost/", { method: "POST", headers, body: "{}" }))).status;
}

const unhandled = vi.fn<(reason: unknown) => void>();

/** Node.js tells of rejections that nobody caught before the next turn of its event loop. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  unhandled.mockClear();
  process.on("unhandledRejection", unhandled);
});
afterEach(() => {
  process.off("unhandledRejection", unhandled);
  vi.restoreAllMocks();
});

describe("an asynchronous hook that is rejected", () => {
  it("is reported like one that throws, and the request is answered", async () => {
    const failures: unknown[] = [];
    const onAnswer = async (): Promise<never> => {
      throw new Error("broken hook");
    };
    const onUnexpectedError: HandlerOptions["onUnexpectedError"] = ({ error, operation }) =>
      failures.push([(error as Error).message, operation]);
    expect(await statusOf("Rest", { onAnswer, onUnexpectedError })).toBe(200);
    await nextTurn();
    expect(failures).toEqual([["broken hook", "Rest"]]);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("is logged with what it should have told of where it is the hook for failures", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue(undefined);
    const onUnexpectedError = async (): Promise<never> => {
      throw new Error("broken hook");
    };
    expect(await statusOf("Fall", { onUnexpectedError })).toBe(500);
    await nextTurn();
    expect(log.mock.calls.map(([, error]) => (error as Error).message)).toEqual(["fallen", "broken hook"]);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
