import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  invalidValues,
  mistypedValues,
  problemsOf,
  type ServiceContract,
  type ShapeArbitraries,
  validationMessage,
  validValues,
} from "../../src/arbitraries/index.js";

/**
 * The arbitraries are generated for any awsJson1_1 model: those of a small service with every kind of shape are compiled
 * under the strictest options against its stub's types, and their values go through its stub and back.
 */

const WORKSPACE = join(import.meta.dirname, "..", "..", "..", "..");
const BIN = join(WORKSPACE, "node_modules", ".bin");
const FOLDER = join(import.meta.dirname, "generated-values");

type Service = Record<string, (input: unknown) => unknown>;
type CreateHandler = (service: Service, options?: object) => (request: Request) => Promise<Response>;

let createHandler: CreateHandler;
let contract: ServiceContract;

function generate(target: string, args: readonly string[]): void {
  const input = readFileSync(join(import.meta.dirname, "zoo.json"), "utf8");
  const { status, stderr } = spawnSync(join(BIN, "borrow-license-codegen"), [target, ...args], {
    input,
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
}

beforeAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  generate("server-stub", ["--output", FOLDER]);
  const runtime = "../../../../src/arbitraries/index.js";
  const output = join(FOLDER, "values");
  generate("contract-tests", ["--output", output, "--types", "../index.js", "--runtime", runtime]);
  createHandler = ((await import("./generated-values/index.js" as string)) as { createZooHandler: CreateHandler })
    .createZooHandler;
  contract = ((await import("./generated-values/values/index.js" as string)) as { service: ServiceContract }).service;
});

/** Calls an operation with a body, and answers what the service received and what it answered. */
async function call(operation: string, body: string, output?: unknown): Promise<{ received: unknown; answer: string }> {
  let received: unknown;
  const answer = (input: unknown): unknown => {
    received = input;
    return output;
  };
  const handler = createHandler({ feed: answer, getCage: answer, close: answer });
  const headers = { "x-amz-target": `Zoo.${operation}`, "content-type": "application/x-amz-json-1.1" };
  const response = await handler(new Request("http://localhost/", { method: "POST", headers, body }));
  return { received, answer: await response.text() };
}

const shape = (operation: string, side: "input" | "output"): ShapeArbitraries<unknown> => {
  const found = contract.operations.find(({ name }) => name === operation);
  if (found === undefined) throw new Error(`There is no operation ${operation}.`);
  return found[side];
};

describe("the arbitraries of another service", () => {
  it("compile under the strictest options, and fit the types of the stub", () => {
    const tsconfig = join(FOLDER, "tsconfig.json");
    const compilerOptions = { noEmit: true, lib: ["ES2023", "DOM"], types: ["node"] };
    writeFileSync(
      tsconfig,
      JSON.stringify({ extends: "../../../../../tsconfig.base.json", compilerOptions, include: ["."] }),
    );
    const { stdout, status } = spawnSync(join(BIN, "tsc"), ["-p", tsconfig], { encoding: "utf8" });
    expect([stdout, status]).toEqual(["", 0]);
  });

  it("make values of every kind that are written, read and the same again", async () => {
    const everything = shape("Feed", "output");
    await fc.assert(
      fc.asyncProperty(validValues(everything), async (value) => {
        expect(problemsOf(everything, value)).toEqual([]);
        const { answer } = await call("Feed", "{}", value);
        const { received } = await call("Feed", answer, {});
        expect(received).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it("make invalid inputs that are refused with the message that they say", async () => {
    const wrong = invalidValues(shape("GetCage", "input"));
    if (wrong === undefined) throw new Error("There are none.");
    await fc.assert(
      fc.asyncProperty(wrong, async ({ failure, value }) => {
        const { answer } = await call("GetCage", JSON.stringify(value), {});
        const { __type, Message } = JSON.parse(answer) as { __type: string; Message?: string };
        // The error that the model names for one of the members has no text.
        if (failure.error !== undefined) expect([__type, Message]).toEqual(["Hungry", undefined]);
        else expect([__type, Message]).toEqual(["ValidationException", validationMessage([failure])]);
      }),
      { numRuns: 300 },
    );
  });

  it("make inputs of wrong types that are refused with the place that they say", async () => {
    const wrong = mistypedValues(shape("GetCage", "input"));
    if (wrong === undefined) throw new Error("There are none.");
    await fc.assert(
      fc.asyncProperty(wrong, async ({ path, value }) => {
        const { answer } = await call("GetCage", JSON.stringify(value), {});
        const { __type, Message } = JSON.parse(answer) as { __type: string; Message: string };
        expect(__type).toBe("SerializationException");
        expect(Message).toContain(`The value at '${path}' must be `);
      }),
      { numRuns: 300 },
    );
  });

  it("fill in the defaults of the model", () => {
    expect(shape("GetCage", "input").complete({ number: 1 })).toEqual({ number: 1, size: 3 });
  });
});
