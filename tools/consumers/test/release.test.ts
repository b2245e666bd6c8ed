import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RepositoryCopy } from "../../rehearsals/src/repository-copy.ts";
import { run } from "../src/run.ts";
import { planVersions, RELEASED, startOver } from "../src/unreleased-repository.ts";

const PLAN = `---
token-verification: major
---

Tokens without an expiry are refused.
`;

let repository: RepositoryCopy;
let firstVersions: readonly string[];
let dryRun: string;

beforeAll(async () => {
  repository = await RepositoryCopy.make();
  await startOver(repository);
  await repository.pnpm("exec", "nx", "release", "--skip-publish");
  firstVersions = await Promise.all(Object.keys(RELEASED).map(versionOf));
  await planVersions(repository, "refuse", PLAN);
  await repository.commit("feat: refuse tokens without an expiry");
  dryRun = await repository.pnpm("exec", "nx", "release", "--dry-run", "--skip-publish");
  await repository.pnpm("exec", "nx", "release", "--skip-publish");
});

afterAll(() => repository?.remove());

async function versionOf(name: string): Promise<string> {
  return JSON.parse(await repository.read(`${RELEASED[name]}/package.json`)).version;
}

it("knows every package that is released", async () => {
  const { release } = JSON.parse(await repository.read("nx.json"));
  expect(release.projects.toSorted()).toEqual(Object.keys(RELEASED));
});

it("releases every package for the first time, as its plan says", async () => {
  expect(firstVersions).toEqual(["0.1.0", "0.1.0", "0.1.0", "0.1.0", "0.1.0", "0.1.0"]);
  const changelog = await repository.read("packages/contract-tests/CHANGELOG.md");
  expect(changelog).toMatch(/^## 0\.1\.0 .*\n[\s\S]*The first release of all\.$/m);
});

it("shows first what it would do", () => {
  expect(dryRun).toContain("Tokens without an expiry are refused.");
  expect(dryRun).toContain("token-verification@0.2.0");
});

it("gives a package the version that its plan asks for, and what depends on it the next one", async () => {
  const names = ["token-verification", "license-server", "contract-tests", "client", "server-stub"];
  expect(await Promise.all(names.map(versionOf))).toEqual(["0.2.0", "0.1.1", "0.1.1", "0.1.0", "0.1.0"]);
});

it("writes the plan into the package's changelog", async () => {
  const changelog = await repository.read("packages/token-verification/CHANGELOG.md");
  expect(changelog).toMatch(/^## 0\.2\.0 \(\d{4}-\d{2}-\d{2}\)$/m);
  expect(changelog).toContain("Tokens without an expiry are refused.");
  // Names and addresses of those who commit are for the history, not for the package.
  expect(changelog).not.toContain("Thank You");
});

it("commits, removes the plan, and tags each package that is released", async () => {
  expect(await repository.git("tag", "--list")).toBe(
    [
      "client@0.1.0",
      "contract-tests@0.1.0",
      "contract-tests@0.1.1",
      "license-server@0.1.0",
      "license-server@0.1.1",
      "model@0.1.0",
      "server-stub@0.1.0",
      "token-verification@0.1.0",
      "token-verification@0.2.0",
      "",
    ].join("\n"),
  );
  expect(await repository.git("status", "--porcelain")).toBe("");
  expect(await repository.git("ls-files", ".nx/version-plans")).toBe("");
});

it("lets the client say the version that it has now", async () => {
  expect(await repository.read("packages/client/src/package-info.ts")).toContain('{ version: "0.1.0" }');
});

it.each(["check", "model:check", "generate:check", "release:check", "test"])(
  "leaves a repository in which `%s` finds nothing",
  async (command) => {
    await repository.pnpm(command);
    expect(await repository.git("status", "--porcelain")).toBe("");
  },
  900_000,
);

it("asks for a version plan when a package changes by hand, and not when its tests do", async () => {
  await repository.edit("packages/client/test/package.test.ts", (text) => `${text}\n// Another test.\n`);
  await repository.pnpm("release:check");
  await repository.edit("packages/client/src/package-info.ts", (text) => `${text}\n/** Another line. */\n`);
  const touched = /Touched projects missing version plans[\s\S]*- client\n/;
  await expect(repository.pnpm("release:check")).rejects.toThrow(touched);
  await planVersions(repository, "line", "---\nclient: patch\n---\n\nAnother line.\n");
  await repository.pnpm("release:check");
  await repository.reset();
}, 120_000);

it("keeps the model as it is released, and asks for a version plan when it changes in a way that breaks", async () => {
  const file = join(repository.folder, "model", "src", "borrow.smithy");
  const model = await readFile(file, "utf8");
  await repository.pnpm("model:check");
  await writeFile(file, model.replace("    CheckoutMetadata: MetadataList", "    Remarks: MetadataList"));
  await expect(repository.pnpm("model:check")).rejects.toThrow(
    "No version plan asks for client: major, contract-tests: major, license-server: major, model: major, server-stub: major. Write one with: npx pnpm@12.21.0 model:plan",
  );
  await repository.pnpm("model:plan");
  const plan = await repository.read(".nx/version-plans/model.md");
  expect(plan).toContain("- **Breaking:** CheckoutBorrowLicenseRequest.CheckoutMetadata is gone.\n");
  expect(plan).toContain("- CheckoutBorrowLicenseRequest.Remarks is new.\n");
  await repository.pnpm("model:check");
  const preview = await repository.pnpm("exec", "nx", "release", "--dry-run", "--skip-publish");
  expect(preview).toContain("client@0.2.0");
});

it("packs the range of the new version in place of the workspace's", async () => {
  const printed = await repository.pnpm("--dir", "packages/license-server", "pack", "--json");
  const { filename } = JSON.parse(printed) as { filename: string };
  const manifest = await manifestIn(join("packages/license-server", filename));
  expect(manifest["dependencies"]).toMatchObject({
    "@borrow-license/server-stub": "^0.1.0",
    "@borrow-license/token-verification": "^0.2.0",
  });
});

async function manifestIn(archive: string): Promise<Record<string, unknown>> {
  return JSON.parse(await run("tar", ["-xzOf", archive, "package/package.json"], { cwd: repository.folder }));
}
