import { beforeAll, describe, expect, inject, it } from "vitest";
import { buildWithNx } from "../src/compilation.ts";
import { PNPM, RepositoryCopy } from "../src/repository-copy.ts";
import { affectedProjects } from "../src/task-graph.ts";

const copy = RepositoryCopy.at(inject("repository"));

beforeAll(() => copy.reset());

describe("a change affects", () => {
  it.each([
    ["packages/token-verification/src/generated/readers.ts", ["contract-tests", "demo", "license-server"]],
    ["packages/server-stub/src/generated/readers.ts", ["conformance", "contract-tests", "demo", "license-server"]],
    ["packages/client/src/generated/models/models_0.ts", ["contract-tests", "demo", "license-server"]],
    ["packages/license-server/src/domain/borrow.ts", ["contract-tests", "demo"]],
    ["packages/contract-tests/test/borrowing.test.ts", []],
    ["tools/demo/src/main.ts", []],
  ])("in %s its own project and what stands on it, and no other", async (file, others) => {
    const [, own = ""] = file.split("/");
    const affected = await affectedProjects(copy, file);
    // The packages as they are installed, and the runtimes, stand on what they try by the tasks that they need.
    expect(affected.filter((name) => !["consumers", "runtimes"].includes(name))).toEqual([own, ...others].toSorted());
  });

  it.each([
    ["model/src/borrow.smithy"],
    ["model/smithy-build.json"],
    ["tools/codegen/src/server-stub/emit-service.ts"],
    ["tools/smithy/pom.xml"],
  ])("in %s the comparison of generated code with the model", async (file) => {
    expect(await affectedProjects(copy, file)).toContain("model");
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
    "contract-tests:typecheck",
    "demo:typecheck",
    "license-server:build",
    "license-server:typecheck",
    "token-verification:build",
    "token-verification:typecheck",
  ]);
});
