import { checkPackage } from "@arethetypeswrong/core";
import { publint } from "publint";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { PUBLISHED } from "../src/published-names.ts";
import { type RegistryPackage, registryPackage } from "../src/registry-package.ts";

const NAMES = PUBLISHED.map((name) => `@borrow-license/${name}`);

/**
 * What these packages do not promise. They are ES modules, so `require` of them needs a Node.js that can require ES
 * modules, and their entry points are found by `exports`, which TypeScript's oldest resolution does not read.
 */
const ACCEPTED_TYPE_PROBLEMS = ["node10 NoResolution", "node16-cjs CJSResolvesToESM"];

/** The generated client chooses its settings for browsers by the same field as the AWS SDK. */
const ACCEPTED_SUGGESTIONS = ["USE_EXPORTS_OR_IMPORTS_BROWSER"];

/** What a bundler writes of its own, and no source is behind: a module that only passes names on, and its own runtime. */
function isBundlersOwn(file: string, text: string): boolean {
  return (
    file.startsWith("dist/program/rolldown-runtime-") ||
    /^(?:import [^\n]+\n)*export \{[^}]*\} from "[^"]+";\s*$/.test(text)
  );
}

describe.each(NAMES)("%s in the registry", (name) => {
  let published: RegistryPackage;
  beforeAll(async () => {
    published = await registryPackage(inject("registryUrl"), name);
  });

  it("holds what was built, and nothing else", () => {
    const allowed =
      /^(dist\/.+(\.js|\.js\.map|(?<!\.test)\.d\.ts|third-party-licenses\.md)|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(published.files.filter((file) => !allowed.test(file))).toEqual([]);
    expect(published.files.filter((file) => /\.test\./.test(file))).toEqual([]);
    expect(published.files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist/index.js", "package.json"]));
  });

  it("says what a registry and a bundler want to know", () => {
    expect(published.manifest).toMatchObject({
      description: expect.stringMatching(/\.$/),
      license: "Apache-2.0",
      type: "module",
      sideEffects: false,
      engines: { node: expect.stringMatching(/^>=\d+\.\d+\.0$/) },
      publishConfig: { access: "public", provenance: true },
    });
    expect(published.manifest["keywords"]).toContain("license-manager");
  });

  it("depends on versions, not on this workspace", () => {
    const { dependencies = {}, peerDependencies = {} } = published.manifest as Record<string, Record<string, string>>;
    const ranges = Object.entries({ ...dependencies, ...peerDependencies });
    expect(ranges.filter(([, range]) => /workspace:|catalog:|file:|link:/.test(range))).toEqual([]);
    const own = ranges.filter(([dependency]) => dependency.startsWith("@borrow-license/"));
    for (const [, range] of own) expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
  });

  it("has source maps with the sources in them", () => {
    const scripts = published.files.filter(
      (file) => file.endsWith(".js") && !isBundlersOwn(file, published.read(file)),
    );
    for (const script of scripts) {
      const map = JSON.parse(published.read(`${script}.map`)) as { sources: string[]; sourcesContent?: unknown[] };
      const texts = map.sourcesContent?.filter((text) => typeof text === "string");
      expect([script, texts?.length]).toEqual([script, map.sources.length]);
    }
  });

  it("satisfies publint", async () => {
    const { messages } = await publint({ pack: { tarball: published.tarball }, strict: true });
    expect(messages.filter(({ code }) => !ACCEPTED_SUGGESTIONS.includes(code))).toEqual([]);
  });

  it("has types that fit, whatever resolves them", async () => {
    const result = await checkPackage(published.forTypeChecks);
    if (result.types === false) throw new Error("The package has no types.");
    const problems = result.problems.map((problem) => {
      const resolution = "resolutionKind" in problem ? problem.resolutionKind : "any";
      return `${resolution} ${problem.kind}`;
    });
    expect(problems.filter((problem) => !ACCEPTED_TYPE_PROBLEMS.includes(problem))).toEqual([]);
  });
});

describe("@borrow-license/model in the registry", () => {
  let published: RegistryPackage;
  beforeAll(async () => {
    published = await registryPackage(inject("registryUrl"), "@borrow-license/model");
  });

  it("says what a registry wants to know", () => {
    expect(published.manifest).toMatchObject({
      description: expect.stringMatching(/\.$/),
      license: "Apache-2.0",
      sideEffects: false,
      engines: { node: expect.stringMatching(/^>=\d+\.\d+\.0$/) },
      publishConfig: { access: "public", provenance: true },
    });
    expect(published.manifest["keywords"]).toEqual(expect.arrayContaining(["license-manager", "smithy"]));
    expect(published.manifest["dependencies"]).toBeUndefined();
  });

  it("satisfies publint", async () => {
    const { messages } = await publint({ pack: { tarball: published.tarball }, strict: true });
    expect(messages).toEqual([]);
  });

  it("has nothing but JSON to import, which TypeScript finds where it resolves JSON", async () => {
    const result = await checkPackage(published.forTypeChecks);
    expect(result.types).toBe(false);
    expect(published.files.filter((file) => /\.[cm]?[jt]s$/.test(file))).toEqual([]);
  });
});
