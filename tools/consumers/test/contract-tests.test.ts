import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { BackgroundProgram } from "../src/background-program.ts";
import { ExampleProject, nodeProgram } from "../src/example-project.ts";
import { freePort } from "../src/free-port.ts";

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

it("the command of the contract tests, as it is installed, finds that the licence server keeps the contract", async () => {
  const report = await project.run("npx", ["@borrow-license/contract-tests", "--endpoint", endpoint, "--runs", "5"]);
  expect(report).toContain(`The contract of License Manager at ${endpoint}\n`);
  expect(report).toMatch(/^ {2}✓ borrow\.partial: /m);
  expect(report).toMatch(/^7\d kept, 0 broken, 0 not checked, 3 skipped$/m);
});

it("and fails, naming the address, where no server answers", async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const call = project.run("npx", ["@borrow-license/contract-tests", "--endpoint", nobody]);
  await expect(call).rejects.toThrow(nobody);
});
