import { beforeAll, describe, expect, inject, it } from "vitest";
import { buildWithNx } from "../src/compilation.ts";
import { PNPM, RepositoryCopy } from "../src/repository-copy.ts";
import { affectedProjects } from "../src/task-graph.ts";

const copy = RepositoryCopy.at(inject("repository"));

beforeAll(() => copy.reset());

describe("a change affects", () => {
  // `model` has the comparison of generated code with the model, and `rehearsals` compile most of the repository.
  it.each([
    [
      "packages/token-verification/src/generated/readers.ts",
      "consumers contract-tests demo license-server model rehearsals runtimes site token-verification",
    ],
    [
      "packages/server-stub/src/generated/readers.ts",
      "conformance consumers contract-tests demo license-server model rehearsals runtimes server-stub site",
    ],
    [
      "packages/client/src/generated/models/models_0.ts",
      "client conformance consumers contract-tests demo license-server model rehearsals site",
    ],
    [
      "packages/client/src/fetch/runtime/retry.ts",
      "client conformance consumers contract-tests demo license-server rehearsals site",
    ],
    ["packages/license-server/src/domain/borrow.ts", "consumers contract-tests demo license-server rehearsals site"],
    ["packages/contract-tests/test/borrowing.test.ts", "consumers contract-tests rehearsals site"],
    ["tools/demo/src/main.ts", "consumers demo rehearsals"],
    ["model/src/borrow.smithy", "consumers model rehearsals site"],
    ["model/smithy-build.json", "consumers model rehearsals release site"],
    ["tools/smithy/pom.xml", "consumers model rehearsals release site"],
    ["docs/protocol.md", "site"],
    ["CONTRIBUTING.md", "consumers contract-tests rehearsals site"],
    ["model/src/traits.smithy", "conformance consumers model rehearsals release site"],
    [".nx/version-plans/first-release.md", "consumers model site"],
    ["tools/consumers/examples/borrowing/borrow.js", "consumers site"],
  ])("in %s its own project and what stands on it, and no other", async (file, projects) => {
    expect((await affectedProjects(copy, file)).join(" ")).toBe(projects);
  });

  it("in a generator the comparison of generated code with the model", async () => {
    expect(await affectedProjects(copy, "tools/codegen/src/server-stub/emit-service.ts")).toContain("model");
  });
});

it("nothing is built or checked again when nothing changed", async () => {
  await buildWithNx(copy);
  expect(await buildWithNx(copy)).toEqual([]);
});

it("nothing is generated again when nothing changed", async () => {
  const generate = `${PNPM} generate`;
  expect((await copy.shell(generate)).status).toBe(0);
  const { output } = await copy.shell(generate);
  expect(output).toContain("read the output from the cache instead of running the command for 1 out of 1 tasks");
});

it("rebuilds the package that changed and what stands on it, and takes the others from before", async () => {
  await copy.edit("packages/token-verification/src/index.ts", (text) => `${text}\nexport const REHEARSED = true;\n`);
  const ran = await buildWithNx(copy);
  await copy.reset();
  expect(ran).toEqual([
    "contract-tests:build",
    "contract-tests:typecheck",
    "demo:typecheck",
    "license-server:build",
    "license-server:typecheck",
    "token-verification:build",
    "token-verification:typecheck",
  ]);
});
