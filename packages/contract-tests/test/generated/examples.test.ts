import { describe, expect, it } from "vitest";
import { problemsOf } from "../../src/arbitraries/index.js";
import { examples, service } from "../../src/generated/index.js";
import { CLIENTS } from "../setting/clients.js";
import { exampleScene, PREPARATIONS } from "../setting/example-scene.js";
import type { OperationName } from "../setting/operations.js";
import { receivedError } from "../setting/received-error.js";
import { scenes } from "../setting/scene.js";

/**
 * The documented examples of the model, executed: every client sends the example's input to the licence server and
 * receives what the example says. Before it, the server is brought to where the example begins.
 */

const scene = scenes();

describe.each(CLIENTS)("%s executes the example of", (_name, module) => {
  it.each(examples.map((example) => [example.operation, example.title, example] as const))(
    "%s: %s",
    async (operation, title, { error, input, output }) => {
      const { send } = await exampleScene(scene, module, title);
      const answer = send(operation as OperationName, input);
      if (error !== undefined) {
        const { Message: message } = error.content as { Message: string };
        expect(await receivedError(module, answer)).toMatchObject({ name: error.name, message, isOfItsClass: true });
        return;
      }
      const { $metadata: _, ...received } = await answer;
      expect(received).toMatchObject(executed(output as object));
    },
  );
});

/** What differs each time: a signature, and tokens that only the server reads. */
function executed(output: object): object {
  const opaque = { SignedToken: /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/, NextToken: /^\S+$/ };
  return Object.fromEntries(
    Object.entries(output).map(([name, value]) => {
      const pattern = opaque[name as keyof typeof opaque];
      return [name, pattern === undefined ? value : expect.stringMatching(pattern)];
    }),
  );
}

describe("the examples of the model", () => {
  it("show for every operation what it answers, and an error", () => {
    const withoutExamples = service.operations.filter(
      ({ name }) =>
        !examples.some((each) => each.operation === name && each.output !== undefined) ||
        !examples.some((each) => each.operation === name && each.error !== undefined),
    );
    expect(withoutExamples.map(({ name }) => name)).toEqual([]);
  });

  it("have titles of their own, and a preparation each", () => {
    expect(Object.keys(PREPARATIONS).sort()).toEqual(examples.map(({ title }) => title).sort());
  });

  it.each(examples.map((example) => [example.title, example] as const))(
    "have values that the model allows: %s",
    (_title, { allowInvalidInput, error, input, operation, output }) => {
      const contract = service.operations.find(({ name }) => name === operation);
      if (contract === undefined) throw new Error(`There is no operation ${operation}.`);
      expect(problemsOf(contract.input, input).length > 0).toBe(allowInvalidInput === true);
      if (output !== undefined) expect(problemsOf(contract.output, output)).toEqual([]);
      if (error !== undefined) expect(contract.errors).toContain(error.name);
    },
  );
});
