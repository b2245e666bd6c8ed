import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Compilation, compile } from "./compilation.ts";
import { type FileChange, generatedChanges } from "./generated-changes.ts";
import type { ModelEdit } from "./model-edits.ts";
import { RepositoryCopy } from "./repository-copy.ts";

/** What has to change in a file. */
export type ExpectedChange =
  /** Every changed line of code, comments apart. */
  | readonly string[]
  /** The lines that matter, where there are many, and what every changed place of the file has to speak of. */
  | { readonly some: readonly string[]; readonly about: RegExp };

/** What the compiler says where somebody has to decide by hand. */
export interface ExpectedComplaints {
  /** Files of which it complains. */
  readonly files: readonly string[];
  /** What every other file speaks of that it complains of, such as each caller of an operation. */
  readonly others?: RegExp;
  /** What one of its messages is about, at least. */
  readonly about: RegExp;
}

/** An edit of the model and everything that follows from it. */
export interface Rehearsal {
  readonly edit: ModelEdit;
  /** The generated files that change, below `packages`. No other file may change. */
  readonly changes: Readonly<Record<string, ExpectedChange>>;
  /** What the next versions and their changelogs come to: versions in one line, and a line for each change. */
  readonly plan: readonly string[];
  /** Where the compiler complains. Nowhere unless given. */
  readonly complaints?: ExpectedComplaints;
  /** The tests that fail, by their files. None has to unless given. */
  readonly noticedBy?: Readonly<Record<string, readonly string[]>>;
}

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the copy of the repository in which everything is rehearsed. */
    repository: string;
  }
}

/** Rehearses an edit of the model, as somebody would do it who commits what comes of it. */
export function rehearse(title: string, rehearsal: Rehearsal): void {
  describe(title, () => {
    const copy = RepositoryCopy.at(inject("repository"));
    let changes: ReadonlyMap<string, FileChange>;
    let plan: readonly string[];
    let compilation: Compilation;

    beforeAll(async () => {
      await copy.reset();
      await applyEdit(copy, rehearsal.edit);
      await succeed(copy, "tools/codegen/src/pipeline/main.ts", "generate");
      changes = await generatedChanges(copy);
      plan = await plannedVersions(copy);
      compilation = await compile(copy);
    });
    afterAll(() => copy.reset());

    it("changes the generated files that depend on it, and nothing else", () => {
      expect([...changes.keys()]).toEqual(Object.keys(rehearsal.changes).map((path) => `packages/${path}`));
    });

    it.each(Object.entries(rehearsal.changes))("changes what it implies in %s", (path, expected) => {
      const change = changes.get(`packages/${path}`);
      if (!isSome(expected)) {
        expect(change?.code).toEqual(expected);
        return;
      }
      expect(change?.code).toEqual(expect.arrayContaining([...expected.some]));
      expect(change?.hunks.filter((hunk) => !expected.about.test(hunk))).toEqual([]);
    });

    it("is told to those who use the packages", () => {
      expect(plan).toEqual(rehearsal.plan);
    });

    it("is planned for every package whose generated code it changes", () => {
      const changed = new Set([...changes.keys()].map((path) => path.split("/")[1]));
      const planned = (plan[0] ?? "").split(", ").map((line) => line.split(":")[0]);
      expect([...changed].filter((name) => !planned.includes(name))).toEqual([]);
    });

    it("compiles, but where somebody has to decide what to do about it", async () => {
      const { files = [], others = /^$/, about } = rehearsal.complaints ?? {};
      expect(compilation.complaints).toEqual(expect.arrayContaining([...files]));
      const rest = compilation.complaints.filter((file) => !files.includes(file));
      const texts = await Promise.all(rest.map(async (file) => [file, await copy.read(file)] as const));
      expect(texts.filter(([, text]) => !others.test(text)).map(([file]) => file)).toEqual([]);
      if (about !== undefined) expect(compilation.messages).toContainEqual(expect.stringMatching(about));
    });

    for (const [file, tests] of Object.entries(rehearsal.noticedBy ?? {})) {
      it(`is noticed by ${file}`, async () => {
        expect(await failingTests(copy, file)).toEqual(tests);
      });
    }
  });
}

function isSome(expected: ExpectedChange): expected is Exclude<ExpectedChange, readonly string[]> {
  return !Array.isArray(expected);
}

/** Makes an edit. Each text that it replaces has to be there. */
export async function applyEdit(copy: RepositoryCopy, edit: ModelEdit): Promise<void> {
  for (const [name, change] of Object.entries(edit)) {
    const file = `model/src/${name}`;
    if (change === null) await rm(join(copy.folder, file));
    else if (typeof change === "string") await copy.write(file, change);
    else for (const [before, after] of change) await copy.edit(file, (text) => text.replace(before, () => after));
  }
}

async function succeed(copy: RepositoryCopy, ...args: readonly string[]): Promise<void> {
  const { output, status } = await copy.program("node", args);
  if (status !== 0) throw new Error(output);
}

/** The version plan that the model's changes need, short. */
async function plannedVersions(copy: RepositoryCopy): Promise<readonly string[]> {
  const { output, status } = await copy.program("node", ["tools/release/src/model-changes/main.ts", "plan"]);
  if (status !== 0) throw new Error(output);
  if (output.startsWith("Nothing to plan")) return [];
  const plan = await copy.read(".nx/version-plans/model.md");
  const [, versions = "", sentences = ""] = plan.split(/^---$/m);
  return [versions.trim().replaceAll("\n", ", "), ...sentences.split("\n").filter((line) => line.startsWith("- "))];
}

/** The names of the tests in a file that fail, in the order of the file. */
async function failingTests(copy: RepositoryCopy, file: string): Promise<readonly string[]> {
  const [room = "", name = "", ...rest] = file.split("/");
  const report = join(copy.folder, room, name, "test-results", "rehearsed.json");
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const config = ["--config", "../../vitest.config.ts", "--root", "."];
  const reporter = ["--reporter=json", `--outputFile.json=${report}`];
  const { output } = await copy.program("vitest", ["run", ...config, ...reporter, rest.join("/")], {
    from: `${room}/${name}`,
  });
  const results = JSON.parse(await copy.read(`${room}/${name}/test-results/rehearsed.json`)) as VitestReport;
  if (results.numTotalTests === 0) throw new Error(output);
  return results.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ fullName }) => fullName);
}

interface VitestReport {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}
