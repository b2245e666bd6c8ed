import { describe, expect, it } from "vitest";
import { docComment } from "./doc-comment.ts";

describe("a doc comment", () => {
  it("stays on one line when its text does", () => {
    expect(docComment("A licence.")).toEqual(["/** A licence. */"]);
  });

  it("is nothing without text", () => {
    expect(docComment(undefined)).toEqual([]);
    expect(docComment(" \n\n")).toEqual([]);
  });

  it("keeps paragraphs", () => {
    expect(docComment("First.\n\nSecond.\n")).toEqual(["/**", " * First.", " *", " * Second.", " */"]);
  });

  it("cannot be ended by its text", () => {
    expect(docComment("a */ alert(1) /* b")).toEqual(["/** a *\\/ alert(1) /* b */"]);
  });

  it("has no tags but its own", () => {
    expect(docComment("@internal\n  @deprecated")).toEqual(["/**", " * \\@internal", " *   \\@deprecated", " */"]);
  });

  it("ends with what stands in place of something deprecated", () => {
    expect(docComment("A seat.", "Use `place`.")).toEqual([
      "/**",
      " * A seat.",
      " *",
      " * @deprecated Use `place`.",
      " */",
    ]);
    expect(docComment(undefined, "")).toEqual(["/** @deprecated */"]);
    expect(docComment(undefined, "a */\n@internal")).toEqual(["/**", " * @deprecated a *\\/", " * \\@internal", " */"]);
  });

  it("turns the HTML of service models into Markdown", () => {
    expect(docComment('<p>Use <code>x</code>. See <a href="https://example.com">there</a>.</p>')).toEqual([
      "/** Use `x`. See [there](https://example.com). */",
    ]);
  });

  it("wraps long lines at words", () => {
    const lines = docComment(`${"word ".repeat(40)}end`);
    expect(lines.length).toBe(4);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});
