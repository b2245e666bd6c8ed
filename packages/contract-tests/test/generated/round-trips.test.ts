import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OperationContract, validValues } from "../../src/arbitraries/index.js";
import { service } from "../../src/generated/index.js";
import { CLIENTS, clientOf } from "../setting/clients.js";
import { ECHO_ENDPOINT, echoCloud } from "../setting/echo-cloud.js";
import { type OperationName, sender } from "../setting/operations.js";
import { holdsFor } from "../setting/property-runs.js";

/** Every value that the model allows arrives as it was sent: inputs at the service, outputs at the application. */

const cloud = echoCloud();
const OWN_CLIENTS = CLIENTS.filter(([name]) => name.startsWith("@borrow-license/"));

function cases({ input, output }: OperationContract): fc.Arbitrary<{ input: object; output: object }> {
  return fc.record({
    input: validValues(input) as fc.Arbitrary<object>,
    output: validValues(output) as fc.Arbitrary<object>,
  });
}

describe.each(OWN_CLIENTS)("%s carries every value of the model there and back", (_name, module) => {
  const send = sender(module, clientOf(module, ECHO_ENDPOINT));

  it.each(service.operations.map((operation) => [operation.name, operation] as const))(
    "in %s",
    async (name, operation) => {
      await holdsFor(cases(operation), async ({ input, output }) => {
        cloud.answer = output;
        const { $metadata: _, ...answer } = await send(name as OperationName, input);
        expect(cloud.received).toEqual(operation.input.complete(input));
        expect(answer).toEqual(operation.output.complete(output));
      });
    },
  );
});
