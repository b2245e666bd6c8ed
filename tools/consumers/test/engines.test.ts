import { join } from "node:path";
import { satisfies, subset } from "semver";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { entryPointsOf } from "../../rehearsals/src/entry-points.ts";
import { DependencyTree } from "../src/dependency-tree.ts";
import { ExampleProject, NODE_RELEASES, nodeProgram } from "../src/example-project.ts";
import { PUBLISHED } from "../src/published-names.ts";

/** What an entry point imports that its users choose themselves, and whose own engines hold for it too. */
const PEERS: Readonly<Record<string, string>> = {
  "@borrow-license/contract-tests/vitest": "vitest",
  "@borrow-license/server-stub/msw": "msw",
};

let project: ExampleProject;
let tree: DependencyTree;

beforeAll(async () => {
  // It has every package.
  project = await ExampleProject.install("typescript", inject("registryUrl"));
  tree = new DependencyTree(project.folder);
});
afterAll(() => project?.remove());

/** The Node.js releases that a package says it runs on. */
function enginesOf(name: string): string {
  const range = tree.direct(name).engines?.node;
  if (range === undefined) throw new Error(`${name} does not say which Node.js it needs.`);
  return range;
}

describe.each(PUBLISHED.map((name) => `@borrow-license/${name}`))("%s", (name) => {
  it("promises no Node.js that one of its dependencies refuses", () => {
    const dependencies = tree.runtimeDependencies(name);
    const refusing = dependencies.filter(({ engines }) => !subset(enginesOf(name), engines?.node ?? "*"));
    expect(refusing.map(({ engines, path, version }) => `${path} ${version}: ${engines?.node}`)).toEqual([]);
  });

  it.each(NODE_RELEASES)("can be imported on Node.js %s, if it says that it runs there", async (release) => {
    const program = nodeProgram(release);
    const version = (await project.run(program, ["--version"])).trim();
    const runsHere = (range = "*"): boolean => satisfies(version, range);
    if (!runsHere(enginesOf(name))) {
      expect(name).toBe("@borrow-license/license-server");
      return;
    }
    const points = entryPointsOf(join(project.folder, "node_modules", name)).filter(({ specifier }) => {
      const peer = PEERS[specifier];
      return peer === undefined || runsHere(tree.direct(peer).engines?.node);
    });
    const imports = points.map(({ specifier }) => `await import("${specifier}")`);
    const source = `console.log([${imports.join(", ")}].every((module) => Object.keys(module).length > 0))`;
    expect(await project.run(program, ["--input-type=module", "--eval", source])).toBe("true\n");
  });
});

it.each(NODE_RELEASES)("the contract tests' command lists its clauses on Node.js %s", async (release) => {
  const command = join("node_modules", "@borrow-license", "contract-tests", "dist", "cli", "main.js");
  expect(await project.run(nodeProgram(release), [command, "--list"])).toMatch(/^ *borrow\.partial\b/m);
});
