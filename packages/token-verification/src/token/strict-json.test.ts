import { expect, it } from "vitest";
import { parseStrictJson } from "./strict-json.js";

function parse(json: string | undefined): unknown {
  return parseStrictJson(json, "payload");
}

it("parses an object", () => {
  expect(parse('{"a":[{"b":1},{"b":2}],"c":{"a":"b"},"d":"{\\"a\\":1,\\"a\\":2}"}')).toEqual({
    a: [{ b: 1 }, { b: 2 }],
    c: { a: "b" },
    d: '{"a":1,"a":2}',
  });
});

it.each([
  ["a name twice", '{"a":1,"a":1}'],
  ["a name twice with white space", '{"a" : 1, "a"\n: 2}'],
  ["a name twice, once escaped", '{"a":1,"\\u0061":2}'],
  ["a name twice with something between", '{"a":1,"b":{"a":[]},"a":2}'],
  ["a name twice inside an object", '{"x":{"a":1,"a":2}}'],
  ["a name twice inside a list", '{"x":[1,{"a":1,"a":2}]}'],
  ["__proto__ twice", '{"__proto__":1,"__proto__":2}'],
])("refuses %s", (_, json) => {
  expect(() => parse(json)).toThrow(
    expect.objectContaining({
      code: "malformed",
      message: "The token's payload has a member twice. Use the token exactly as it was issued.",
    }),
  );
});

it.each([
  ["bytes that are no UTF-8", undefined],
  ["a byte order mark", "\ufeff{}"],
  ["a text that is cut short", '{"a":1'],
  ["something behind the object", "{}{}"],
  ["a comment", "{/**/}"],
  ["nothing", ""],
  ["a list", "[]"],
  ["a string", '"a"'],
  ["null", "null"],
])("refuses %s", (_, json) => {
  expect(() => parse(json)).toThrow(expect.objectContaining({ code: "malformed" }));
});

it.each([
  ["bytes that are no UTF-8", undefined, "is no UTF-8"],
  ["a text that is cut short", '{"a":1', "is no JSON"],
  ["a list", "[]", "is no JSON object"],
])("says of %s what it is", (_, json, problem) => {
  expect(() => parse(json)).toThrow(
    expect.objectContaining({ message: `The token's payload ${problem}. Use the token exactly as it was issued.` }),
  );
});

it("takes __proto__ for a member like any other", () => {
  const value = parse('{"__proto__":{"nodeId":"a"}}') as object;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect("nodeId" in value).toBe(false);
  expect(Object.keys(value)).toEqual(["__proto__"]);
});

it.each([
  ["a backslash before the quote", '{"a":"\\\\","b":"\\\\\\"","c":1}'],
  ["colons and braces in strings", '{"a":"{\\"b\\":[:","c:":"}]"}'],
  ["a colon behind an escaped quote", '{"a":"\\":"}'],
  ["more lists and objects beside one another than may stand in one another", `{"a":[${"[],{},".repeat(40)}1]}`],
  ["white space around everything", ' {\t"a" :\n[ { "b" : "c" } ] }\r\n'],
  ["the same name at several levels", '{"a":{"a":{"a":[{"a":1},{"a":2}]}}}'],
])("accepts %s", (_, json) => {
  expect(parse(json)).toEqual(JSON.parse(json));
});

it("accepts 32 levels of nesting and refuses more", () => {
  const nested = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
  expect(parse(nested(32))).toBeDefined();
  const refusal = expect.objectContaining({
    code: "malformed",
    message: "The token's payload is nested deeper than 32 levels. Use the token exactly as it was issued.",
  });
  expect(() => parse(nested(33))).toThrow(refusal);
  expect(() => parse(`${'{"a":'.repeat(33)}1${"}".repeat(33)}`)).toThrow(refusal);
  expect(() => parse(`{"a":${"[ 1, ".repeat(32)}1${" ]".repeat(32)}}`)).toThrow(refusal);
});

it("refuses the deepest nesting that fits into a token without running out of stack", () => {
  expect(() => parse(`{"a":${"[".repeat(24_000)}${"]".repeat(24_000)}}`)).toThrow(
    expect.objectContaining({ code: "malformed" }),
  );
});
