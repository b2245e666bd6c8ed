import { expect, it } from "vitest";
import { parseExactly } from "./parse-ast.ts";

it("keeps every digit of a whole number", () => {
  expect(parseExactly('{"a":[9007199254740993,-9223372036854775808],"b":1,"c":0.5,"d":"9007199254740993"}')).toEqual({
    a: [9007199254740993n, -9223372036854775808n],
    b: 1,
    c: 0.5,
    d: "9007199254740993",
  });
});
