import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLAUSES } from "../../src/index.js";

const README = readFileSync(join(import.meta.dirname, "..", "..", "README.md"), "utf8");

describe("the README", () => {
  it("has every clause, as the program lists it", () => {
    const table = /<!-- clauses -->\n\n([\s\S]*?)\n\n<!-- \/clauses -->/.exec(README)?.[1];
    const rows = CLAUSES.map(({ id, sentence }) => `| \`${id}\` | ${sentence} |`);
    expect(table?.split("\n")).toEqual(["| clause |  |", "| --- | --- |", ...rows]);
  });
});
