import { describe, expect, it } from "vitest";
import type { AstShape } from "./ast.ts";
import { Model, ModelError } from "./model.ts";

const string = { target: "smithy.api#String" };

function modelOf(shapes: Readonly<Record<string, AstShape>>): Model {
  return new Model({ smithy: "2.0", shapes });
}

describe("a model", () => {
  it("is refused in another version than 2.0", () => {
    expect(() => new Model({ smithy: "1.0", shapes: {} })).toThrow(
      'The model has version "1.0"; generators read version 2.0.',
    );
  });

  it("collects the operations of a service, of its resources and of theirs, sorted", () => {
    const operation: AstShape = { type: "operation" };
    const model = modelOf({
      "a#S": { type: "service", operations: [{ target: "a#Zip" }], resources: [{ target: "a#R" }] },
      "a#R": {
        type: "resource",
        read: { target: "a#Get" },
        collectionOperations: [{ target: "a#Add" }],
        resources: [{ target: "a#Q" }],
      },
      "a#Q": { type: "resource", list: { target: "a#List" }, operations: [{ target: "a#Zip" }] },
      "a#Zip": operation,
      "a#Get": operation,
      "a#Add": operation,
      "a#List": operation,
    });
    expect(model.service("a#S").operations.map(({ name }) => name)).toEqual(["Add", "Get", "List", "Zip"]);
  });

  it("adds a service's errors to those of each operation", () => {
    const error: AstShape = { type: "structure", traits: { "smithy.api#error": "client" } };
    const model = modelOf({
      "a#S": { type: "service", operations: [{ target: "a#O" }], errors: [{ target: "a#Z" }] },
      "a#O": { type: "operation", errors: [{ target: "a#B" }, { target: "a#Z" }] },
      "a#B": error,
      "a#Z": error,
    });
    expect(model.service("a#S").operations[0]?.errors).toEqual(["a#B", "a#Z"]);
  });

  it("follows members to the shapes that a value can contain, round recursion", () => {
    const model = modelOf({
      "a#Root": { type: "structure", members: { list: { target: "a#List" }, text: string } },
      "a#List": { type: "list", member: { target: "a#Node" } },
      "a#Node": { type: "union", members: { root: { target: "a#Root" }, map: { target: "a#Map" } } },
      "a#Map": { type: "map", key: { target: "a#Key" }, value: string },
      "a#Key": { type: "string" },
      "a#Apart": { type: "string" },
    });
    expect(model.closure(["a#Root"]).map(({ name }) => name)).toEqual(["Key", "List", "Map", "Node", "Root"]);
  });

  it("reads enums, those of Smithy 1.0 too", () => {
    const model = modelOf({
      "a#New": { type: "enum", members: { A: { target: "smithy.api#Unit", traits: { "smithy.api#enumValue": "a" } } } },
      "a#Old": { type: "string", traits: { "smithy.api#enum": [{ value: "b", name: "B" }] } },
      "a#Number": {
        type: "intEnum",
        members: { C: { target: "smithy.api#Unit", traits: { "smithy.api#enumValue": 3 } } },
      },
    });
    expect(["a#New", "a#Old", "a#Number"].map((id) => model.dataShape(id))).toMatchObject([
      { type: "enum", values: [{ name: "A", value: "a" }] },
      { type: "enum", values: [{ name: "B", value: "b" }] },
      { type: "intEnum", values: [{ name: "C", value: 3 }] },
    ]);
  });

  it("names a shape that it does not have", () => {
    expect(() => modelOf({}).dataShape("a#Missing")).toThrow(new ModelError("The model has no shape a#Missing."));
  });

  it("names a shape of the wrong kind", () => {
    expect(() => modelOf({ "a#List": { type: "list", member: string } }).structure("a#List")).toThrow(
      "a#List is a list where a structure is needed.",
    );
  });

  it("knows the shapes of the prelude", () => {
    expect(modelOf({}).dataShape("smithy.api#Timestamp").type).toBe("timestamp");
    expect(() => modelOf({}).dataShape("smithy.api#constructor")).toThrow(ModelError);
  });
});
