import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { freePort } from "../../rehearsals/src/free-port.ts";
import { BackgroundProgram } from "../src/background-program.ts";
import { ExampleProject, nodeProgram } from "../src/example-project.ts";
import { registryPackage } from "../src/registry-package.ts";

/** The port that the READMEs name. A test takes a free one in its place. */
const PORT = "4010";

const NODE = nodeProgram("24");

let project: ExampleProject;
let background: BackgroundProgram | undefined;

beforeAll(async () => {
  project = await ExampleProject.install("readme-starts", inject("registryUrl"));
});
afterEach(async () => {
  await background?.stop();
  background = undefined;
});
afterAll(() => project?.remove());

/** The first block of code in that language of a package's README, as it lies in the registry. */
async function start(name: string, language: string): Promise<string> {
  const { read } = await registryPackage(inject("registryUrl"), `@borrow-license/${name}`);
  const block = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "m").exec(read("README.md"));
  if (block?.[1] === undefined) throw new Error(`The README of ${name} has no start in ${language}.`);
  return block[1];
}

it("the client's start borrows two seats", async () => {
  await writeFile(join(project.folder, "client-start.ts"), await start("client", "ts"));
  expect(await project.run(NODE, ["--import", "./mocked-cloud.js", "client-start.ts"])).toBe(
    "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef " +
      '[{"Name":"seats","Value":"2","Unit":"Count"}]\n',
  );
});

it("the verification's start says until when a token holds", async () => {
  await project.run(NODE, ["issued-token.js"]);
  await writeFile(join(project.folder, "verification-start.ts"), await start("token-verification", "ts"));
  expect(await project.run(NODE, ["verification-start.ts"])).toBe("Licensed until 2099-12-31T00:00:00.000Z\n");
});

it("the stub's start serves an operation", async () => {
  const port = String(await freePort());
  const program = (await start("server-stub", "ts")).replaceAll(PORT, port);
  await writeFile(join(project.folder, "stub-start.ts"), program);
  background = new BackgroundProgram(NODE, ["stub-start.ts"], project.folder);
  await background.answering(`http://127.0.0.1:${port}/`);
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSLicenseManager.CheckoutBorrowLicense",
    },
    body: JSON.stringify({
      LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
      Entitlements: [{ Name: "seats", Value: "2", Unit: "Count" }],
      DigitalSignatureMethod: "JWT_PS384",
      ClientToken: "request-1",
    }),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({
    __type: "NoEntitlementsAllowedException",
    Message: "All 5 seats are in use.",
  });
});

it("the server's start runs a closed server, and shows an administrator's key once", async () => {
  const port = String(await freePort());
  const command = /borrow-license (serve .*)/.exec(await start("license-server", "sh"))?.[1] ?? "";
  const args = command.replace("/var/lib/borrow-license", "data").split(" ");
  const program = join("node_modules", "@borrow-license", "license-server", "dist", "program", "main.js");
  background = new BackgroundProgram(NODE, [program, ...args, "--port", port], project.folder);
  await background.answering(`http://127.0.0.1:${port}/healthz`);
  expect(background.output).toContain(`The license server listens on http://127.0.0.1:${port}\n`);
  expect(background.output).toMatch(/^AWS_ACCESS_KEY_ID=BLAK\w+\nAWS_SECRET_ACCESS_KEY=\S+$/m);
});

it("the server's start in a program listens on a free port", async () => {
  const program = await start("license-server", "ts");
  await writeFile(join(project.folder, "server-start.ts"), program);
  expect(await project.run(NODE, ["server-start.ts"])).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
});
