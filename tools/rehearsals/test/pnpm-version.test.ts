import { expect, inject, it } from "vitest";
import { PNPM, RepositoryCopy } from "../src/repository-copy.ts";

const copy = RepositoryCopy.at(inject("repository"));

it("every text that calls pnpm names the version that package.json names", async () => {
  const { packageManager } = JSON.parse(await copy.read("package.json")) as { readonly packageManager: string };
  expect(PNPM).toBe(`npx --yes ${packageManager}`);
  const lines = (await copy.git("grep", "-nE", "npx (--yes )?pnpm|pnpm@[0-9]")).trim().split("\n");
  expect(lines.length).toBeGreaterThan(100);
  // This file's own expressions, and other people's packages.
  const texts = lines.filter(
    (line) => !/^(?:tools\/rehearsals\/test\/pnpm-version|(?:.*\/)?pnpm-lock\.yaml)/.test(line),
  );
  expect(texts.filter((line) => !line.includes(packageManager))).toEqual([]);
});
