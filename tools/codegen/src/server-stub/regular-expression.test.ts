import { describe, expect, it } from "vitest";
import { regularExpression } from "./regular-expression.ts";

describe("a pattern", () => {
  it.each([
    "^[a-z]+$",
    "^\\S+$",
    "\\p{L}\\u{1F600}",
    "^a\\.b\\/c\\[d\\]\\{e\\}\\(f\\)\\|\\^\\$\\*\\+\\?\\\\$",
    "[a\\-z\\]\\\\]",
  ])("stays as it is: %s", (pattern) => {
    expect(regularExpression("a#B", pattern)).toBe(pattern);
  });

  it.each([
    ["^a\\-b$", "^a-b$"],
    ["^[a-z\\_\\:]+\\@$", "^[a-z_:]+@$"],
    ["[\\]\\_]\\-[\\-]\\-", "[\\]_]-[\\-]-"],
    ["\\\\\\_", "\\\\_"],
    ["\\🚀", "🚀"],
  ])("loses backslashes that mean nothing: %s", (pattern, expected) => {
    expect(regularExpression("a#B", pattern)).toBe(expected);
    expect(new RegExp(expected, "u").source).toBe(expected);
  });

  it.each(["\\p{Print}", "(?s).*", "\\A.*\\z", "[0-9]{12}+", "(", "\\8"])("has to be ECMA 262: %s", (pattern) => {
    expect(() => regularExpression("a#B", pattern)).toThrow(
      "a#B: its pattern is no ECMA 262 expression in Unicode mode (SyntaxError: ",
    );
  });
});
