import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

/**
 * The generator is one for any awsJson1_1 model. A small service whose names are keywords and globals, with every
 * kind of shape, is generated, compiled under the strictest options and called.
 */

const WORKSPACE = join(import.meta.dirname, "..", "..", "..", "..");
const BIN = join(WORKSPACE, "node_modules", ".bin");
const MODEL = readFileSync(join(import.meta.dirname, "zoo.json"), "utf8");
const FOLDER = join(import.meta.dirname, "generated");

type Handler = (request: Request) => Promise<Response>;
type Service = Record<string, (input: never) => unknown>;

interface Stub {
  createZooHandler(service: Service, options?: object): Handler;
  Hungry: new (members: object) => Error;
  Error_: new (members: object) => Error;
}

let stub: Stub;

function generate(model: string, args: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(join(BIN, "borrow-license-codegen"), ["server-stub", ...args], { input: model, encoding: "utf8" });
}

async function call(operation: string, body: unknown, service: Service): Promise<readonly [number, unknown]> {
  const handler = stub.createZooHandler(service, { requestId: () => "1", onUnexpectedError: () => undefined });
  const response = await handler(
    new Request("http://localhost/", {
      method: "POST",
      headers: { "x-amz-target": `Zoo.${operation}`, "content-type": "application/x-amz-json-1.1" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
  return [response.status, await response.json()];
}

async function echo(body: unknown): Promise<readonly [number, unknown]> {
  return call("Feed", body, { feed: (input) => input });
}

beforeAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  expect(generate(MODEL, ["--output", FOLDER])).toMatchObject({ status: 0, stderr: "" });
  stub = (await import("./generated/index.js" as string)) as Stub;
});

describe("the stub of another service", () => {
  it("compiles under the strictest options", () => {
    const tsconfig = join(FOLDER, "tsconfig.json");
    const strictest = {
      extends: "../../../../../tsconfig.base.json",
      compilerOptions: { noEmit: true, lib: ["ES2023", "DOM"], noPropertyAccessFromIndexSignature: true },
      include: ["."],
    };
    writeFileSync(tsconfig, JSON.stringify(strictest));
    const { stdout, status } = spawnSync(join(BIN, "tsc"), ["-p", tsconfig], { encoding: "utf8" });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it("does not depend on the order of shapes in the model", () => {
    const ast = JSON.parse(MODEL) as { shapes: Record<string, unknown> };
    const reversed = { ...ast, shapes: Object.fromEntries(Object.entries(ast.shapes).reverse()) };
    const other = join(FOLDER, "reversed");
    expect(generate(JSON.stringify(reversed), ["--output", other]).status).toBe(0);
    for (const file of ["enums", "errors", "index", "operations", "readers", "service", "structures", "writers"]) {
      expect(readFileSync(join(other, `${file}.ts`), "utf8")).toBe(readFileSync(join(FOLDER, `${file}.ts`), "utf8"));
    }
    rmSync(other, { recursive: true });
  });

  it("carries every kind of simple value there and back", async () => {
    const body = {
      blob: "AQID",
      boolean: false,
      byte: -128,
      short: 32_767,
      integer: -2_147_483_648,
      long: 9_007_199_254_740_991,
      float: 0.5,
      double: "-Infinity",
      bigInteger: 123_456_789_012,
      document: { any: [1, "two", null, { three: false }] },
      epoch: 1_769_860_800.25,
      dateTime: "2026-01-31T12:00:00Z",
      httpDate: "Sat, 31 Jan 2026 12:00:00 GMT",
      level: 2,
      function: "a/b */",
    };
    expect(await echo(body)).toEqual([200, body]);
  });

  it("hands the service native values", async () => {
    let seen: unknown;
    await call(
      "Feed",
      { blob: "AQID", double: "NaN", bigInteger: 7, epoch: 1, dateTime: "1970-01-01T00:00:02Z" },
      {
        feed(input) {
          seen = input;
          return {};
        },
      },
    );
    expect(seen).toEqual({
      blob: new Uint8Array([1, 2, 3]),
      double: Number.NaN,
      bigInteger: 7n,
      epoch: new Date(1000),
      dateTime: new Date(2000),
    });
  });

  it("carries collections, sparse and nested ones too", async () => {
    const body = { sparse: [1, null, "NaN"], matrix: [[1, 2], [], [3]] };
    expect(await echo(body)).toEqual([200, body]);
  });

  it("carries each variant of a union, and recursion with awkward names", async () => {
    const date = { class: "a", constructor: "b", value: "c", Value: "d", inner: { class: "e" } };
    for (const choice of [{ text: "x" }, { nothing: {} }, { dates: { __proto: date } }]) {
      expect(await echo({ choice })).toEqual(
        "dates" in choice
          ? [
              400,
              {
                __type: "ValidationException",
                Message:
                  "1 validation error detected. Value with length 7 at '/choice/dates' failed to satisfy " +
                  "constraint: Member must have length less than or equal to 5",
              },
            ]
          : [200, { choice }],
      );
    }
    const choice = { dates: { a: date } };
    expect(await echo({ choice })).toEqual([200, { choice }]);
  });

  it("leaves out what is undefined in a map, as in a structure", async () => {
    const output = { choice: { dates: { a: undefined, b: { class: "x", inner: undefined } } } };
    expect(await call("Feed", {}, { feed: () => output })).toEqual([200, { choice: { dates: { b: { class: "x" } } } }]);
  });

  it.each([
    ["two members", { text: "x", nothing: {} }, "The value at '/choice' must be an object with exactly one member."],
    ["no member", {}, "The value at '/choice' must be an object with exactly one member."],
    [
      "a foreign member",
      { other: 1 },
      "The value at '/choice' must be an object with one of the members text, dates, nothing.",
    ],
  ])("refuses a union with %s", async (_what, choice, Message) => {
    expect(await echo({ choice })).toEqual([400, { __type: "SerializationException", Message }]);
  });

  it.each([
    [{ blob: "AQ" }, "/blob", "a base64 encoded string"],
    [{ blob: "A*==" }, "/blob", "a base64 encoded string"],
    [{ byte: 128 }, "/byte", "a whole number from -128 to 127"],
    [{ double: "1.5" }, "/double", 'a number, "NaN", "Infinity" or "-Infinity"'],
    [{ epoch: "2026-01-31T12:00:00Z" }, "/epoch", "a number of seconds since 1970"],
    [{ dateTime: "2026-02-31T12:00:00Z" }, "/dateTime", "a date and time such as 2026-01-31T12:00:00Z"],
    [{ matrix: [[1], null] }, "/matrix/1", "a list"],
    [{ boolean: "true" }, "/boolean", "true or false"],
  ])("refuses %j", async (body, place, expected) => {
    expect(await echo(body)).toEqual([
      400,
      { __type: "SerializationException", Message: `The value at '${place}' must be ${expected}.` },
    ]);
  });

  it("names a map's entry by its key, escaped as in a JSON pointer", async () => {
    expect(await echo({ choice: { dates: { "a/b~c": 5 } } })).toEqual([
      400,
      { __type: "SerializationException", Message: "The value at '/choice/dates/a~1b~0c' must be an object." },
    ]);
  });

  it("lets constraints of a member win over those of its target, and checks both kinds", async () => {
    expect(await call("GetCage", { number: 10, tags: ["a", "", "a"] }, { getCage: () => ({}) })).toEqual([
      400,
      {
        __type: "ValidationException",
        Message:
          "4 validation errors detected. " +
          "Value at '/number' failed to satisfy constraint: Member must be between 1 and 9, inclusive; " +
          "Value with length 3 at '/tags' failed to satisfy constraint: Member must have length less than or equal to 2; " +
          "Value with length 0 at '/tags/1' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
          "Value at '/tags' failed to satisfy constraint: Member must have unique values",
      },
    ]);
  });

  it("answers a constraint's own error in an operation that does not list it", async () => {
    expect(await call("GetCage", { number: 1, food: "hay!" }, { getCage: () => ({}) })).toEqual([
      422,
      { __type: "Hungry" },
    ]);
  });

  it("refuses an integer enum's unknown value", async () => {
    expect(await echo({ level: 3 })).toEqual([
      400,
      {
        __type: "ValidationException",
        Message:
          "1 validation error detected. Value at '/level' failed to satisfy constraint: Member must satisfy enum value set: [1, 2]",
      },
    ]);
  });

  it("fills in defaults", async () => {
    expect(await call("GetCage", { number: 1 }, { getCage: (input) => input })).toEqual([200, { size: 3 }]);
  });

  it("serves operations of resources and those without input and output", async () => {
    expect(await call("Close", {}, { close: () => undefined })).toEqual([200, {}]);
  });

  it("answers the errors of the service in every operation, by their names on the wire", async () => {
    const close = (): never => {
      throw new stub.Error_({ message: "broken" });
    };
    expect(await call("Close", {}, { close })).toEqual([500, { __type: "Error", message: "broken" }]);
  });

  it("writes the members of errors as the model says", async () => {
    const feed = (): never => {
      throw new stub.Hungry({ name: "Leo", since: new Date(1500) });
    };
    expect(await call("Feed", {}, { feed })).toEqual([422, { __type: "Hungry", name: "Leo", since: 1.5 }]);
  });

  it("answers the protocol's own errors where the model names none", async () => {
    const close = (): never => {
      throw new TypeError("inner detail");
    };
    expect(await call("Close", {}, { close })).toEqual([
      500,
      { __type: "InternalFailure", Message: "Internal error. Request ID: 1" },
    ]);
  });

  it("bounds the recursion of its input", async () => {
    const depth = 100_000;
    const nested = `{"choice":{"dates":{"a":${'{"inner":'.repeat(depth)}{}${"}".repeat(depth)}}}}`;
    const [status, body] = await echo(nested);
    expect(status).toBe(400);
    expect((body as { Message: string }).Message).toMatch(/at most 64 levels of nesting\.$/);
  });
});

describe("the generator", () => {
  it("names a shape that the model does not have", () => {
    const broken = MODEL.replace('"target": "example.zoo#Feed"', '"target": "example.zoo#Fed"');
    expect(generate(broken, ["--output", FOLDER])).toMatchObject({
      status: 1,
      stderr: "server-stub: The model has no shape example.zoo#Fed.\n",
    });
  });

  it("refuses a service of another protocol", () => {
    const broken = MODEL.replace("aws.protocols#awsJson1_1", "aws.protocols#restJson1");
    expect(generate(broken, ["--output", FOLDER])).toMatchObject({
      status: 1,
      stderr: "server-stub: example.zoo#Zoo does not have the protocol aws.protocols#awsJson1_1.\n",
    });
  });

  it("refuses a shape with a name that the stub needs itself", () => {
    const broken = MODEL.replaceAll("example.zoo#Everything", "example.zoo#ZooService");
    expect(generate(broken, ["--output", FOLDER])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("example.zoo#ZooService have the same name."),
    });
  });

  it("explains an option that it does not have", () => {
    const { status, stderr } = generate(MODEL, ["--colour", "red"]);
    expect(status).toBe(2);
    expect(stderr).toContain("Unknown option '--colour'");
    expect(stderr).toContain("Usage: borrow-license-codegen <target>");
  });
});
