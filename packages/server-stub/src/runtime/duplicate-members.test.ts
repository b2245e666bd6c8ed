import { expect, it } from "vitest";
import { hasDuplicateMembers } from "./duplicate-members.js";

function hasDuplicates(text: string): boolean {
  return hasDuplicateMembers(text, JSON.parse(text));
}

it.each([
  "{}",
  "[]",
  '"a"',
  '{"a":1,"b":{"a":1}}',
  '[{"a":1},{"a":1}]',
  '{ "a" : 1 , "b"\n:\t2 }',
  '{"a":"\\":","b":"x : y"}',
  '{"a:":"{\\"a\\":1,\\"a\\":2}"}',
  '{"__proto__":1,"constructor":2}',
  '{"a":{"b":" : "},"c":[{"b":1},{"b":2}]}',
  '{"\\u0061\\"":1,"b\\\\":2}',
])("finds no member twice in %s", (text) => {
  expect(hasDuplicates(text)).toBe(false);
});

it.each([
  '{"a":1,"a":1}',
  '{"a":1,"b":2,"a":3}',
  '{"x":[{"a":1,"a":2}]}',
  '{"a" : 1, "a"\r\n: 2}',
  '{"a":1,"\\u0061":2}',
  '{"__proto__":1,"__proto__":2}',
  '{"a":" : ","b":{"c":1,"c":" : "}}',
])("finds a member twice in %s", (text) => {
  expect(hasDuplicates(text)).toBe(true);
});
