import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WORKSPACE } from "../src/published-packages.ts";
import { run } from "../src/run.ts";

/** A registry that has nothing yet and takes everything, and a workflow's service that vouches for nobody. */
let server: Server;
let url: string;
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume().on("end", () => {
      response.writeHead(request.method === "PUT" ? 201 : 404, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

/** Publishes a package as a release does, on a machine or in a workflow that has these variables. */
function publish(variables: Readonly<Record<string, string>>): Promise<string> {
  const token = { [`npm_config_//${new URL(url).host}/:_authToken`]: "a-token" };
  return run(
    process.execPath,
    ["tools/release/src/publish-package.ts", "packages/token-verification", `--registry=${url}`],
    {
      cwd: WORKSPACE,
      env: { ...token, CI: "", GITHUB_ACTIONS: "", GITLAB_CI: "", ...variables },
    },
  );
}

function published(): readonly string[] {
  return asked.filter((request) => request.startsWith("PUT"));
}

it("publishes nothing without provenance", async () => {
  await expect(publish({})).rejects.toThrow(/provenance/i);
  expect(published()).toEqual([]);
});

it("asks the workflow's service to vouch for the build", async () => {
  const workflow = {
    CI: "true",
    GITHUB_ACTIONS: "true",
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?version=1`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "a-request",
  };
  await expect(publish(workflow)).rejects.toThrow();
  expect(asked).toContainEqual(expect.stringMatching(/^GET \/token\?version=1&audience=sigstore/));
  expect(published()).toEqual([]);
});

it("publishes without it where that is asked for", async () => {
  await publish({ NPM_CONFIG_PROVENANCE: "false" });
  expect(published()).toEqual(["PUT /@borrow-license%2ftoken-verification"]);
});
