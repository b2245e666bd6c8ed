import { describe, expect, it } from "vitest";
import { code, importedType, importedValue, joined, SourceFile } from "./source-file.ts";

function fileOf(...lines: Parameters<SourceFile["print"]>[0][]): SourceFile {
  const file = new SourceFile("file.ts", ["Banner."]);
  for (const line of lines) file.print(line);
  return file;
}

describe("a source file", () => {
  it("imports what is printed, and nothing else", () => {
    importedType("Unused", "./unused.js");
    const file = fileOf(code`export const a: ${importedType("A", "./a.js")} = ${importedValue("b", "./b.js")}();`);
    expect(file.render().text).toBe(
      '// Banner.\n\nimport type { A } from "./a.js";\nimport { b } from "./b.js";\n\nexport const a: A = b();\n',
    );
  });

  it("imports a name once, as a value where it is used as one", () => {
    const file = fileOf(code`type T = ${importedType("A", "./a.js")};`, code`new ${importedValue("A", "./a.js")}();`);
    expect(file.render().text).toContain('import { A } from "./a.js";\n');
  });

  it("mixes types and values of one module in one statement", () => {
    const file = fileOf(code`${importedType("T", "./a.js")} ${importedValue("v", "./a.js")}`);
    expect(file.render().text).toContain('import { type T, v } from "./a.js";\n');
  });

  it("gives equal names of two modules different names", () => {
    const file = fileOf(code`${importedValue("x", "./a.js")} + ${importedValue("x", "./b.js")}`);
    expect(file.render().text).toContain(
      'import { x } from "./a.js";\nimport { x as x_1 } from "./b.js";\n\nx + x_1\n',
    );
  });

  it("leaves a name that it declares itself alone", () => {
    const file = fileOf(code`const ${"x"} = ${importedValue("x", "./a.js")};`);
    file.declares("x");
    expect(file.render().text).toContain('import { x as x_1 } from "./a.js";\n\nconst x = x_1;\n');
  });

  it("does not import from itself", () => {
    expect(fileOf(code`let a: ${importedType("Own", "./file.js")};`).render().text).toBe("// Banner.\n\nlet a: Own;\n");
  });

  it("indents blocks", () => {
    const file = fileOf();
    file.block("if (a) {", () => file.block("if (b) {", () => file.print("c();")));
    expect(file.render().text).toBe("// Banner.\n\nif (a) {\n  if (b) {\n    c();\n  }\n}\n");
  });

  it("joins pieces of code with their imports", () => {
    const pieces = ["a", "b"].map((name) => code`${importedValue(name, "./m.js")}`);
    expect(fileOf(code`[${joined(pieces, ", ")}]`).render().text).toContain(
      'import { a, b } from "./m.js";\n\n[a, b]\n',
    );
  });
});
