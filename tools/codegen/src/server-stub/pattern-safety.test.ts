import { describe, expect, it } from "vitest";
import { checkPatternSafety } from "./pattern-safety.ts";

describe("a pattern", () => {
  it.each(["^\\S+$", "^[a-z]+(-[a-z]+)*$", "^(?:a|b)+$"])("such as %s is taken", (pattern) => {
    expect(() => checkPatternSafety("a#B", pattern)).not.toThrow();
  });

  it.each(["^([0-9]+)+$", "^(a|a)*$"])("that takes exponential time, such as %s, is refused", (pattern) => {
    expect(() => checkPatternSafety("a#B", pattern, 10)).toThrow(
      "a#B: a hostile text can make its pattern take exponential time.",
    );
  });

  it("that takes polynomial time is refused where texts may be long", () => {
    expect(() => checkPatternSafety("a#B", "a*a*b")).toThrow(
      "a#B: a hostile text can make its pattern take polynomial (degree 3) time.",
    );
    expect(() => checkPatternSafety("a#B", "a*a*b", 1000)).toThrow("polynomial (degree 3)");
    expect(() => checkPatternSafety("a#B", "a*a*b", 200)).not.toThrow();
  });
});
