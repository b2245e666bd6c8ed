import { expect, it } from "vitest";
import { parseStrictJson } from "./strict-json.js";

function parse(json: string | Uint8Array): unknown {
  return parseStrictJson(typeof json === "string" ? new TextEncoder().encode(json) : json, "payload");
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
  ["a byte that is no UTF-8", Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
  ["an overlong form", Uint8Array.of(0x7b, 0x22, 0xc0, 0xa2, 0x22, 0x3a, 0x31, 0x7d)],
  ["a surrogate in UTF-8", Uint8Array.of(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d)],
  ["a byte order mark", Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)],
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

it("takes __proto__ for a member like any other", () => {
  const value = parse('{"__proto__":{"nodeId":"a"}}') as object;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect("nodeId" in value).toBe(false);
  expect(Object.keys(value)).toEqual(["__proto__"]);
});

it("looks through deep nesting without running out of stack", () => {
  expect(() => parse(`{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`)).not.toThrow();
});
