import { expect, it } from "vitest";
import { createFetchHandler } from "./fetch-handler.js";
import type { HandlerOptions, UnexpectedError } from "./handler-options.js";
import type { ErrorDefinition, ServiceDefinition } from "./operation.js";
import { OutputDefect } from "./output-writer.js";
import { InternalFailure, UnknownOperationException, validationError } from "./protocol-exceptions.js";
import { ServiceException } from "./service-exception.js";

/** An error of the model that has the protocol's name and other members. */
const required: ErrorDefinition = {
  writeMembers(members: { readonly reason?: string }) {
    if (members.reason === undefined) throw new OutputDefect("The value at '/reason' must be a string.");
    return { reason: members.reason };
  },
};

class Modelled extends ServiceException<{ readonly reason?: string }> {
  override readonly name = "InternalFailure";
  readonly fault = "server";
  readonly statusCode = 503;
}

const NAMES = ["ValidationException", "SerializationException", "UnknownOperationException", "InternalFailure"];

/** A service whose model has errors of the protocol's names. */
function service(own: Partial<ServiceDefinition> = {}): ServiceDefinition {
  return {
    name: "Service",
    operations: [
      {
        name: "Do",
        method: "do",
        readInput: (value, reader) =>
          (value as { name?: string }).name === undefined ? reader.missing("name") : value,
        writeOutput: () => ({}),
        errors: new Map(NAMES.map((name) => [name, required])),
      },
    ],
    errorNames: new Set(NAMES),
    errors: new Map(),
    constraintError: validationError,
    internalError: (message) => new InternalFailure(message),
    ...own,
  };
}

async function answer(
  definition: ServiceDefinition,
  operation: () => unknown,
  body: string,
  options: HandlerOptions = {},
): Promise<readonly [number, unknown]> {
  const handler = createFetchHandler(definition, { do: operation }, { requestId: () => "request-1", ...options });
  const headers = { "x-amz-target": "Service.Do", "content-type": "application/x-amz-json-1.1" };
  const response = await handler(new Request("http://localhost/", { method: "POST", body, headers }));
  return [response.status, await response.json()];
}

it("the protocol's errors are answered as they are, also where the model has others of their names", async () => {
  expect(await answer(service(), () => ({}), "{")).toMatchObject([400, { __type: "SerializationException" }]);
  const [status, violated] = await answer(service(), () => ({}), "{}");
  expect([status, violated]).toEqual([
    400,
    {
      __type: "ValidationException",
      Message: "1 validation error detected. Value at '/name' failed to satisfy constraint: Member must not be null",
    },
  ]);
  const offered = (): never => {
    throw new UnknownOperationException("not here");
  };
  expect(await answer(service(), offered, '{"name":"a"}')).toEqual([
    404,
    { __type: "UnknownOperationException", Message: "not here" },
  ]);
});

it("a failure is answered although the model's own error for failures cannot be", async () => {
  const reports: UnexpectedError[] = [];
  const internalError = (message: string): Modelled => new Modelled(message, {});
  const fail = (): never => {
    throw new Error("secret");
  };
  const options = { onUnexpectedError: (report: UnexpectedError) => void reports.push(report) };
  expect(await answer(service({ internalError }), fail, '{"name":"a"}', options)).toEqual([
    500,
    { __type: "InternalFailure", Message: "Internal error. Request ID: request-1" },
  ]);
  expect(reports.map(({ error }) => String(error))).toContain("Error: secret");
});

it("what is thrown and cannot be looked at is answered as a failure", async () => {
  const { proxy, revoke } = Proxy.revocable(new Error("gone"), {});
  revoke();
  const fail = (): never => {
    throw proxy;
  };
  expect(await answer(service(), fail, '{"name":"a"}', { onUnexpectedError: () => undefined })).toMatchObject([
    500,
    { __type: "InternalFailure" },
  ]);
});
