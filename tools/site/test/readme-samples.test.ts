import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { installBuiltPackages } from "../src/installed-packages.ts";
import { readmeSamples } from "../src/readme-sample.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");
const TSC = join(WORKSPACE, "node_modules", "typescript", "bin", "tsc");
const READMES = ["README.md", ...readdirSync(join(WORKSPACE, "packages")).map((name) => `packages/${name}/README.md`)];

const SAMPLES = READMES.flatMap((file) => readmeSamples(file, readFileSync(join(WORKSPACE, file), "utf8")));

let folder: string;
/** What the compiler says of each sample's file. */
let complaints: string;

beforeAll(() => {
  const parent = join(WORKSPACE, "tools", "site", "build", "samples");
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(join(parent, "readmes-"));
  installBuiltPackages(WORKSPACE, folder);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  for (const [index, { program }] of SAMPLES.entries()) writeFileSync(join(folder, `sample-${index}.ts`), program);
  const compilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    moduleDetection: "force",
    target: "ES2023",
    module: "NodeNext",
    types: ["node"],
    skipLibCheck: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  complaints = spawnSync(process.execPath, [TSC, "-p", "tsconfig.json", "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  }).stdout;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(SAMPLES.map(({ place }, index) => [place, `sample-${index}.ts(`] as const))(
  "what %s shows compiles under the strictest options",
  (_place, file) => {
    expect(complaints.split("\n").filter((line) => line.startsWith(file))).toEqual([]);
  },
);

it("the compiler has nothing else to say", () => {
  expect(complaints).toBe("");
});

it("no block of TypeScript is left out", () => {
  const places = READMES.flatMap((file) => {
    const lines = readFileSync(join(WORKSPACE, file), "utf8").split("\n");
    return lines.flatMap((line, index) =>
      /^\s*```(?:ts|typescript|tsx)\b/.test(line) ? [`${file}:${index + 1}`] : [],
    );
  });
  expect(places.length).toBeGreaterThan(15);
  const compiled = SAMPLES.map(({ place }) => place);
  expect(places.filter((place) => !compiled.includes(place))).toEqual([]);
});
