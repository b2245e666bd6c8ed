import * as stub from "@borrow-license/server-stub";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validValues } from "../../src/arbitraries/index.js";
import { service } from "../../src/generated/index.js";
import { CLIENTS, clientOf } from "../setting/clients.js";
import { ECHO_ENDPOINT, echoCloud } from "../setting/echo-cloud.js";
import { type OperationName, sender } from "../setting/operations.js";
import { CASES, holdsFor } from "../setting/property-runs.js";

/**
 * Every error that the model gives an operation, thrown by the service and received by every client: as the client's own
 * class, with all its members, its status and whose fault it is.
 */

const cloud = echoCloud();

type ErrorClass = new (members: object) => Error;
const stubErrors = stub as unknown as Readonly<Record<string, ErrorClass>>;

const ROWS = service.operations.flatMap((operation) =>
  operation.errors.map((error) => [operation.name as OperationName, error, operation] as const),
);

function errorContract(name: string): (typeof service.errors)[number] {
  const found = service.errors.find((error) => error.name === name);
  if (found === undefined) throw new Error(`The model has no error ${name}.`);
  return found;
}

describe.each(CLIENTS)("%s receives", (_name, module) => {
  const send = sender(module, clientOf(module, ECHO_ENDPOINT));
  const classes = module as unknown as Readonly<Record<string, ErrorClass>>;

  it.each(ROWS)("from %s %s", async (operationName, name, operation) => {
    const { fault, shape, status } = errorContract(name);
    const [input = {}] = fc.sample(validValues(operation.input) as fc.Arbitrary<object>, { numRuns: 1, seed: 1 });
    await holdsFor(
      validValues(shape),
      async (members) => {
        cloud.answer = new (stubErrors[name] as ErrorClass)(members as object);
        const error = (await send(operationName, input).catch((thrown: unknown) => thrown)) as Record<string, unknown>;
        expect(error).toBeInstanceOf(classes[name] as ErrorClass);
        const { Message, ...others } = members as { Message?: string };
        expect(error).toMatchObject({ name, $fault: fault, $metadata: { httpStatusCode: status }, ...others });
        // A client puts its own text in the place of one that is absent or empty.
        if (Message) expect(error["message"]).toBe(Message);
      },
      { numRuns: Math.ceil(CASES / 100) },
    );
  });
});

describe("the errors of the model", () => {
  it("are thrown in 11 operations, 83 times", () => {
    expect([service.operations.length, ROWS.length]).toEqual([11, 83]);
  });

  it("are all answered by some operation", () => {
    const answered = new Set(ROWS.map(([, error]) => error));
    expect(service.errors.map(({ name }) => name).filter((name) => !answered.has(name))).toEqual([]);
  });
});
