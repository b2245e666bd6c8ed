import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { freePort } from "../../rehearsals/src/free-port.ts";
import { BackgroundProgram } from "../src/background-program.ts";
import { ExampleProject, nodeProgram } from "../src/example-project.ts";
import { registryPackage } from "../src/registry-package.ts";

let project: ExampleProject;
let server: BackgroundProgram;
let endpoint: string;

beforeAll(async () => {
  project = await ExampleProject.install("contract-tests", inject("registryUrl"));
  const port = String(await freePort());
  endpoint = `http://127.0.0.1:${port}`;
  server = new BackgroundProgram(nodeProgram("24"), ["server.js", port], project.folder);
  await server.answering(endpoint);
});
afterAll(async () => {
  await server?.stop();
  await project?.remove();
});

it("the start of the contract tests' README, as they are installed, finds that the licence server keeps the contract", async () => {
  const { read } = await registryPackage(inject("registryUrl"), "@borrow-license/contract-tests");
  const [, command = ""] = /^```sh\n(.*)\n```/m.exec(read("README.md")) ?? [];
  const [program = "", ...args] = command.replace("http://127.0.0.1:4010", endpoint).split(" ");
  const report = await project.run(program, [...args, "--runs", "5"]);
  expect(args).toContain(endpoint);
  expect(report).toContain(`The contract of License Manager at ${endpoint}\n`);
  expect(report).toMatch(/^ {2}✓ borrow\.partial: /m);
  expect(report).toMatch(/^7\d kept, 0 broken, 0 not checked, 3 skipped$/m);
});

it("and fails, naming the address, where no server answers", async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const call = project.run("npx", ["@borrow-license/contract-tests", "--endpoint", nobody]);
  await expect(call).rejects.toThrow(nobody);
});
