import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { runContractTests } from "../../src/index.js";
import { Connection } from "../../src/server/connection.js";
import { answerJson, startRawServer } from "../setting/raw-server.js";
import { program } from "../setting/run-program.js";

const started: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of started.splice(0)) server.close();
});

describe("an endpoint with a path", () => {
  it.each(["", "/", "/licenses", "/licenses/", "/a%20b"])("is called at %j as it is", async (path) => {
    const urls = new Set<string | undefined>();
    const server = await startRawServer((request) => {
      urls.add(request.message.url);
      answerJson(request, 200, {});
    });
    started.push(server);
    await runContractTests({ endpoint: `${server.url}${path}`, only: ["return.unknown"] });
    expect([...urls]).toEqual([path || "/"]);
  });

  it.each([
    [{ "/licenses/.well-known/jwks.json": "below", "/.well-known/jwks.json": "root" }, "below"],
    [{ "/.well-known/jwks.json": "root" }, "root"],
    [{}, undefined],
  ])("has its keys below the path, or at the root: %j", async (documents, expected) => {
    const server = await startRawServer(() => {}, documents);
    started.push(server);
    for (const path of ["/licenses", "/licenses/"]) {
      expect(await new Connection({ endpoint: server.url + path }).document(".well-known/jwks.json")).toBe(expected);
    }
  });
});

it("an https address of a server that speaks http is said to be one", async () => {
  const server = await startRawServer(() => {});
  started.push(server);
  const { code, error } = await program("--endpoint", server.url.replace("http:", "https:"));
  expect([code, error]).toEqual([
    2,
    expect.stringMatching(/^error: \S+ does not speak TLS\. Is it an http address\?\n$/),
  ]);
});

it("what is no HTTP at all is said in one line", async () => {
  const server = createServer((socket) => socket.end("220 mail.example.com ESMTP \u001b[31m\r\n"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  started.push(server);
  const address = server.address() as { readonly port: number };
  const { code, error } = await program("--endpoint", `http://127.0.0.1:${address.port}`);
  expect([code, error]).toEqual([2, expect.stringMatching(/^error: \S+ gave no answer: [\x20-\x7e]+\.\n$/)]);
});
