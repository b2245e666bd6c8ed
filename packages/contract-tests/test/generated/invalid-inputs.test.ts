import { describe, expect, it } from "vitest";
import { invalidValues, validationMessage } from "../../src/arbitraries/index.js";
import { service } from "../../src/generated/index.js";
import { CLIENTS, clientOf } from "../setting/clients.js";
import { ECHO_ENDPOINT, echoCloud } from "../setting/echo-cloud.js";
import { type OperationName, sender } from "../setting/operations.js";
import { holdsFor } from "../setting/property-runs.js";
import { receivedError } from "../setting/received-error.js";

/** Any invalid input gets the error of its constraint, which names the member, and never reaches the service. */

const cloud = echoCloud();
const OWN_CLIENTS = CLIENTS.filter(([name]) => name.startsWith("@borrow-license/"));

describe.each(OWN_CLIENTS)("%s learns from ValidationException which member is invalid", (_name, module) => {
  const send = sender(module, clientOf(module, ECHO_ENDPOINT));

  const operations = service.operations.flatMap(({ input, name }) => {
    const inputs = invalidValues(input);
    return inputs === undefined ? [] : [[name as OperationName, inputs] as const];
  });

  it.each(operations)("in %s", async (name, inputs) => {
    cloud.answer = {};
    await holdsFor(inputs, async ({ failure, value }) => {
      cloud.received = "nothing";
      expect(await receivedError(module, send(name, value as object))).toEqual({
        name: failure.error ?? "ValidationException",
        message: validationMessage([failure]),
        status: 400,
        fault: "client",
        isOfItsClass: true,
      });
      expect(cloud.received).toBe("nothing");
    });
  });
});

it("every operation takes inputs that can be invalid", () => {
  expect(service.operations.filter(({ input }) => invalidValues(input) === undefined)).toEqual([]);
});
