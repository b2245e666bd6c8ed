import { describe, expect, it } from "vitest";
import type { AstShape, AstTraits } from "../smithy-ast/ast.ts";
import { Model, ModelError } from "../smithy-ast/model.ts";
import { serverStubTarget } from "./server-stub-target.ts";

const INTERNAL_ERROR = "borrowlicense.traits#internalError";
const CONSTRAINT_ERROR = "borrowlicense.traits#constraintError";

/** Generates a service whose only operation takes one member and may answer one error. */
function generate(
  shapes: Readonly<Record<string, AstShape>>,
  { service = {}, member = {} }: { readonly service?: AstTraits; readonly member?: AstTraits } = {},
  options: ReadonlyMap<string, string> = new Map(),
): string {
  const all: Record<string, AstShape> = {
    "a#Service": {
      type: "service",
      operations: [{ target: "a#Do" }],
      traits: { "aws.protocols#awsJson1_1": {}, ...service },
    },
    "a#Do": { type: "operation", input: { target: "a#Input" }, errors: [{ target: "a#Failed" }] },
    "a#Input": { type: "structure", members: { text: { target: "smithy.api#String", traits: member } } },
    "a#Failed": { type: "structure", members: {}, traits: { "smithy.api#error": "server" } },
    ...shapes,
  };
  const files = serverStubTarget.generate(new Model({ smithy: "2.0", shapes: all }), options);
  return files.map(({ text }) => text).join("\n");
}

function failed(members: Extract<AstShape, { readonly type: "structure" | "union" }>["members"]): AstShape {
  return { type: "structure", members: members ?? {}, traits: { "smithy.api#error": "server" } };
}

const required: AstTraits = { "smithy.api#required": {} };

describe("an error", () => {
  it("may have no text", () => {
    expect(generate({})).toContain('super("", members, options);');
  });

  it.each(["Message", "message"])("has its text in a member %s, whatever the case", (name) => {
    expect(generate({ "a#Failed": failed({ [name]: { target: "smithy.api#String" } }) })).toContain(
      `super(members.${name} ?? "", members, options);`,
    );
  });

  it("cannot have a structure for its text", () => {
    expect(() => generate({ "a#Failed": failed({ Message: { target: "a#Input" } }) })).toThrow(
      new ModelError("a#Failed$Message carries the error's text, so it has to be a string, not a structure."),
    );
  });

  it.each([
    [INTERNAL_ERROR, "new Failed({ Message: message })"],
    [CONSTRAINT_ERROR, '{ name: "Failed", statusCode: 500, message, members: { Message: message } }'],
  ])("that %s names has nothing required but its text", (trait, made) => {
    const service = { [trait]: "a#Failed" };
    const text = { target: "smithy.api#String", traits: required };
    expect(generate({ "a#Failed": failed({ Message: text }) }, { service })).toContain(made);
    expect(() => generate({ "a#Failed": failed({ Message: text, code: text }) }, { service })).toThrow(
      new ModelError("a#Failed stands for failures of which only a text is known. Make its member code optional."),
    );
  });
});

describe("a name", () => {
  const input = (target: string): Readonly<Record<string, AstShape>> => ({
    "a#Input": { type: "structure", members: { text: { target } } },
    [target]: { type: "structure", members: {} },
  });

  it.each(["ServiceService", "ServiceCall", "ServiceServiceError", "ServiceHandlerOptions", "createServiceHandler"])(
    "of a shape cannot be the stub's own %s",
    (name) => {
      expect(() => generate(input(`a#${name}`))).toThrow(
        `the stub's own ${name} and a#${name} have the same name. Give one another with the service's "rename".`,
      );
    },
  );

  it("of a shape cannot be that of an error's members", () => {
    expect(() => generate(input("a#FailedMembers"))).toThrow(
      "the members of a#Failed and a#FailedMembers have the same name.",
    );
  });

  it("that generated code uses itself gets an underscore", () => {
    expect(generate(input("a#Partial"))).toContain("readonly text?: Partial_ | undefined;");
  });
});

describe("a pattern that is refused", () => {
  it("is named by its member, where the member has it", () => {
    expect(() => generate({}, { member: { "smithy.api#pattern": "^(a|a)*$" } })).toThrow(
      "a#Input$text: a hostile text can make its pattern take exponential time.",
    );
  });

  it("is named by its shape otherwise", () => {
    const shapes: Record<string, AstShape> = {
      "a#Input": { type: "structure", members: { text: { target: "a#Text" } } },
      "a#Text": { type: "string", traits: { "smithy.api#pattern": "^(a|a)*$" } },
    };
    expect(() => generate(shapes)).toThrow("a#Text: a hostile text can make its pattern take exponential time.");
  });
});

describe("patterns that are refused", () => {
  const shapes: Record<string, AstShape> = {
    "a#Input": { type: "structure", members: { one: { target: "a#One" }, two: { target: "a#Two" } } },
    "a#One": { type: "string", traits: { "smithy.api#pattern": "^(a|a)*$" } },
    "a#Two": { type: "string", traits: { "smithy.api#pattern": "(?s).*" } },
  };
  const problemsOf = (options: ReadonlyMap<string, string>): readonly string[] => {
    try {
      generate(shapes, {}, options);
      return [];
    } catch (error) {
      return (error as Error).message.split("\n").map((line) => line.slice(0, 40));
    }
  };

  it("are named all at once", () => {
    expect(problemsOf(new Map())).toEqual([
      "a#One: a hostile text can make its patte",
      "a#Two: its pattern is no ECMA 262 expres",
    ]);
  });

  it("are not refused for being slow where all are trusted", () => {
    expect(problemsOf(new Map([["patterns", "trusted"]]))).toEqual(["a#Two: its pattern is no ECMA 262 expres"]);
  });
});

describe("an output", () => {
  const output = (input: string): Readonly<Record<string, AstShape>> => ({
    "a#Do": { type: "operation", input: { target: input }, output: { target: "a#Output" } },
    "a#Output": {
      type: "structure",
      members: { text: { target: "smithy.api#String", traits: { ...required, "smithy.api#default": "none" } } },
    },
  });

  it("may leave out what has a default, even where it is required", () => {
    expect(generate(output("a#Input"))).toContain("readonly text?: string | undefined;");
  });

  it("has it where it is an input as well, of which it is always a part", () => {
    expect(generate(output("a#Output"))).toContain("readonly text: string;");
  });
});
