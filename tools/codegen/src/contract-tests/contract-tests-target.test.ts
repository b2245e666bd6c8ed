import { describe, expect, it } from "vitest";
import type { AstShape, JsonValue } from "../smithy-ast/ast.ts";
import { Model } from "../smithy-ast/model.ts";
import { contractTestsTarget } from "./contract-tests-target.ts";

/** A service with one operation that takes and answers a structure of every kind of value. */
function shapes(examples: JsonValue): Record<string, AstShape> {
  return {
    "zoo#Zoo": {
      type: "service",
      version: "1",
      operations: [{ target: "zoo#Feed" }],
      traits: { "aws.protocols#awsJson1_1": {} },
    },
    "zoo#Feed": {
      type: "operation",
      input: { target: "zoo#Meal" },
      output: { target: "zoo#Meal" },
      errors: [{ target: "zoo#Hungry" }],
      traits: { "smithy.api#examples": examples },
    },
    "zoo#Meal": {
      type: "structure",
      members: {
        photo: { target: "smithy.api#Blob" },
        at: { target: "smithy.api#Timestamp" },
        grams: { target: "smithy.api#BigInteger" },
        "eaten-by": { target: "zoo#Names" },
      },
    },
    "zoo#Names": { type: "map", key: { target: "smithy.api#String" }, value: { target: "smithy.api#Boolean" } },
    "zoo#Hungry": {
      type: "structure",
      members: { message: { target: "smithy.api#String" } },
      traits: { "smithy.api#error": "client" },
    },
  };
}

function generate(
  examples: JsonValue,
  options: ReadonlyMap<string, string> = new Map([["types", "./index.js"]]),
): string {
  const files = contractTestsTarget.generate(new Model({ smithy: "2.0", shapes: shapes(examples) }), options);
  return files.find(({ path }) => path === "examples.ts")?.text ?? "";
}

describe("the documented examples", () => {
  it("have values in the form that an application sees", () => {
    const input = { photo: "AQI=", at: "2026-01-31T12:00:00Z", grams: 12, "eaten-by": { "a b": true } };
    const text = generate([{ title: "Feed", input, output: { at: 1 } }]);
    expect(text).toContain('photo: Uint8Array.from(atob("AQI="), (character) => character.charCodeAt(0))');
    expect(text).toContain('at: new Date("2026-01-31T12:00:00Z"), grams: 12n, "eaten-by": { "a b": true }');
    expect(text).toContain("output: { at: new Date(1000) },");
  });

  it("tell an error by its name, and that the input is invalid on purpose", () => {
    const error = { shapeId: "zoo#Hungry", content: { message: "More." } };
    const text = generate([{ title: "Starve", input: {}, error, allowConstraintErrors: true }]);
    expect(text).toContain('error: { name: "Hungry", content: { message: "More." } },');
    expect(text).toContain("allowInvalidInput: true,");
    expect(text).not.toContain("output:");
  });

  it("are refused where they have a member that the shape does not have", () => {
    expect(() => generate([{ title: "Feed", input: { color: "red" } }])).toThrow(
      "An example has a member color, which zoo#Meal does not have.",
    );
  });
});

describe("the options", () => {
  it("have to say where the types are", () => {
    expect(() => generate([], new Map())).toThrow("Say with --types which module has the types, such as a client's.");
  });
});
