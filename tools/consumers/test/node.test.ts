import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ExampleProject, NODE_RELEASES, nodeProgram, type PackageManager } from "../src/example-project.ts";

describe.each<PackageManager>(["npm", "pnpm"])("an ES module project that %s installs", (manager) => {
  let project: ExampleProject;
  beforeAll(async () => {
    project = await ExampleProject.install("borrowing", inject("registryUrl"), manager);
  });
  afterAll(() => project.remove());

  it.each(NODE_RELEASES)("borrows and verifies on Node.js %s", async (release) => {
    expect(await project.run(nodeProgram(release), ["main.js"])).toBe("2 seats (Count)\n");
  });
});

describe("a CommonJS project", () => {
  let project: ExampleProject;
  beforeAll(async () => {
    project = await ExampleProject.install("commonjs", inject("registryUrl"));
  });
  afterAll(() => project.remove());

  it.each(NODE_RELEASES)("requires the verification on Node.js %s", async (release) => {
    expect(await project.run(nodeProgram(release), ["required.cjs"])).toBe("malformed\n");
  });

  it.each(NODE_RELEASES)("imports the verification on Node.js %s", async (release) => {
    expect(await project.run(nodeProgram(release), ["imported.cjs"])).toBe("malformed\n");
  });
});
