import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RepositoryCopy } from "../../rehearsals/src/repository-copy.ts";
import { PUBLISHED } from "../src/published-names.ts";
import { run } from "../src/run.ts";

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
  await repository.pnpm("exec", "nx", "release", "--skip-publish");
  firstVersions = await Promise.all([...PUBLISHED, "model"].map(versionOf));
  await mkdir(join(repository.folder, ".nx", "version-plans"), { recursive: true });
  await writeFile(join(repository.folder, ".nx", "version-plans", "refuse.md"), PLAN);
  await repository.commit("feat: refuse tokens without an expiry");
  dryRun = await repository.pnpm("exec", "nx", "release", "--dry-run", "--skip-publish");
  await repository.pnpm("exec", "nx", "release", "--skip-publish");
});

afterAll(() => repository?.remove());

async function versionOf(name: string): Promise<string> {
  const folder = name === "model" ? "model" : join("packages", name);
  return JSON.parse(await readFile(join(repository.folder, folder, "package.json"), "utf8")).version;
}

it("releases every package for the first time, as the plan that is committed says", async () => {
  expect(firstVersions).toEqual(["0.1.0", "0.1.0", "0.1.0", "0.1.0", "0.1.0", "0.1.0"]);
  const changelog = await readFile(join(repository.folder, "packages/contract-tests/CHANGELOG.md"), "utf8");
  expect(changelog).toMatch(/^## 0\.1\.0 .*\n[\s\S]*The first release\.$/m);
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
  const changelog = await readFile(join(repository.folder, "packages/token-verification/CHANGELOG.md"), "utf8");
  expect(changelog).toMatch(/^## 0\.2\.0 \(\d{4}-\d{2}-\d{2}\)$/m);
  expect(changelog).toContain("Tokens without an expiry are refused.");
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

it("keeps the model as it is released, and asks for a version plan when it changes in a way that breaks", async () => {
  const file = join(repository.folder, "model", "src", "borrow.smithy");
  const model = await readFile(file, "utf8");
  await repository.pnpm("model:check");
  await writeFile(file, model.replace("    CheckoutMetadata: MetadataList", "    Remarks: MetadataList"));
  await expect(repository.pnpm("model:check")).rejects.toThrow(
    "No version plan asks for client: major, model: major, server-stub: major. Write one with: npx pnpm model:plan",
  );
  await repository.pnpm("model:plan");
  const plan = await readFile(join(repository.folder, ".nx", "version-plans", "model.md"), "utf8");
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
