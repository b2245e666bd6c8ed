import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Story, type StoryResult } from "../src/story.ts";

const WORKSPACE = join(import.meta.dirname, "..", "..", "..");
const TSC = join(WORKSPACE, "node_modules", "typescript", "bin", "tsc");

function page(path: string): string {
  return readFileSync(join(WORKSPACE, "docs", path), "utf8");
}

/** The first three steps of the start: a server that runs, and a license on it. */
function untilLicenseIsCreated(): string {
  const start = page("start.md");
  return start.slice(0, start.indexOf("## 4."));
}

const STORIES: readonly { readonly path: string; readonly pages: () => readonly string[] }[] = [
  { path: "start.md", pages: () => [page("start.md")] },
  { path: "guides/application.md", pages: () => [untilLicenseIsCreated(), page("guides/application.md")] },
  { path: "guides/vendor.md", pages: () => [page("guides/vendor.md")] },
  { path: "guides/test-author.md", pages: () => [page("guides/test-author.md")] },
  { path: "guides/contract-owner.md", pages: () => [page("guides/contract-owner.md")] },
];

describe.each(STORIES)("whoever follows $path", ({ pages }) => {
  let story: Story;
  let result: StoryResult;

  beforeAll(async () => {
    story = await Story.begin(WORKSPACE, pages());
    result = await story.run();
  });
  afterAll(() => story?.remove());

  it("can run every command", () => {
    expect(result.exitCode, result.output).toBe(0);
  });

  it("sees what the page shows", () => {
    for (const line of story.shownLines) expect(result.output).toMatch(line);
  });

  it("is told under which name to save each file", () => {
    for (const { file, paragraph } of story.namedBlocks) expect(paragraph).toContain(`\`${file}\``);
  });

  it("makes a project of ECMAScript modules, or is told that it has to be one", () => {
    const { type } = JSON.parse(readFileSync(join(story.folder, "package.json"), "utf8")) as { readonly type?: string };
    expect(type).toBe("module");
    expect(pages().join("\n")).toMatch(/^npm pkg set type=module$|`"type": "module"` in its/m);
  });

  it("has run every program of the page", () => {
    // A file of tests is run by vitest.
    const named = (program: string): boolean =>
      story.commands.includes(program) || (program.endsWith(".test.ts") && /\bvitest\b/.test(story.commands));
    const imported = (program: string): boolean => story.files.some((text) => text.includes(`"./${program}"`));
    expect(story.programs.filter((program) => !named(program) && !imported(program))).toEqual([]);
  });

  it("has programs that compile under the strictest options", async () => {
    expect(story.programs).not.toEqual([]);
    const compilerOptions = {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      target: "ES2023",
      module: "NodeNext",
      resolveJsonModule: true,
      types: ["node"],
      skipLibCheck: true,
    };
    writeFileSync(join(story.folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: story.programs }));
    const { exitCode, output } = await story.execute(process.execPath, [TSC, "-p", "tsconfig.json"]);
    expect(exitCode, output).toBe(0);
  });
});
