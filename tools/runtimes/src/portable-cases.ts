import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

/** The packages of this repository. */
export const PACKAGES: string = join(import.meta.dirname, "..", "..", "..", "packages");

/** What came of the cases in one runtime. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly string[];
}

/** What a program prints: its own version beside what came of the cases. */
export interface ProgramOutcome extends Outcome {
  readonly version: string;
}

/** The cases of a package as scripts that every runtime reads, below the package, which they find by relative paths. */
export interface CaseScripts {
  /** Exports `outcome`. */
  readonly module: string;
  /** Prints a {@link ProgramOutcome} as JSON. */
  readonly program: string;
}

const PROGRAM = `import { outcome } from "./run-portable-cases.js";
const { Deno, Bun, process } = globalThis;
const version = Deno?.version.deno ?? Bun?.version ?? process.versions.node;
console.log(JSON.stringify({ version, ...(await outcome) }));
`;

/** Takes the types out of `test/portable`: not every runtime reads TypeScript, and all have to read the same. */
export async function prepareCases(packageFolder: string): Promise<CaseScripts> {
  const source = join(packageFolder, "test", "portable");
  const target = join("test-results", "portable");
  await rm(join(packageFolder, target), { recursive: true, force: true });
  await mkdir(join(packageFolder, target), { recursive: true });
  const files = (await readdir(source)).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  for (const file of files) {
    const code = stripTypeScriptTypes(await readFile(join(source, file), "utf8"));
    await writeFile(join(packageFolder, target, file.replace(/\.ts$/, ".js")), code);
  }
  await writeFile(join(packageFolder, target, "main.js"), PROGRAM);
  return { module: join(target, "run-portable-cases.js"), program: join(target, "main.js") };
}
