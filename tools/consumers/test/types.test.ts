import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { entryPointsOf } from "../../rehearsals/src/entry-points.ts";
import { ExampleProject, installedFile } from "../src/example-project.ts";
import { PUBLISHED } from "../src/published-names.ts";

const COMPILERS = ["typescript59", "typescript6", "typescript"];
const MODULES = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
];
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
  noEmit: true,
  target: "es2023",
  types: ["node"],
};

describe("a TypeScript project that checks its libraries too", () => {
  let project: ExampleProject;
  beforeAll(async () => {
    project = await ExampleProject.install("typescript", inject("registryUrl"));
  });
  afterAll(() => project.remove());

  it("imports every entry point of every package", async () => {
    const program = await readFile(join(project.folder, "node.ts"), "utf8");
    const specifiers = PUBLISHED.flatMap((name) =>
      entryPointsOf(join(project.folder, "node_modules", "@borrow-license", name)).map(({ specifier }) => specifier),
    );
    expect(specifiers.length).toBeGreaterThan(15);
    expect(specifiers.filter((specifier) => !program.includes(` from "${specifier}";`))).toEqual([]);
  });

  it.each(COMPILERS.flatMap((compiler) => MODULES.map((modules) => ({ compiler, ...modules }))))(
    "compiles with $compiler and $moduleResolution resolution",
    async ({ compiler, ...modules }) => {
      const configuration = { compilerOptions: { ...STRICT, ...modules }, files: ["node.ts"] };
      await writeFile(join(project.folder, "tsconfig.json"), JSON.stringify(configuration));
      const printed = await project.run(process.execPath, [installedFile(`${compiler}/bin/tsc`), "-p", "."]);
      expect(printed).toBe("");
    },
  );
});
