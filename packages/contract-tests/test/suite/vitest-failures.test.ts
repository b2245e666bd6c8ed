import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { answerJson, type RawAnswer, startRawServer } from "../setting/raw-server.js";

/** The vitest entry where a server is not in order, in a vitest of its own. */

const VITEST = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

async function vitest(endpoint: string, ...args: readonly string[]): Promise<{ code: number | null; out: string }> {
  const project = ["--root", import.meta.dirname, "--config", "fixtures.config.ts"];
  const child = spawn(process.execPath, [VITEST, "run", ...project, ...args], {
    env: { ...process.env, CONTRACT_ENDPOINT: endpoint, NO_COLOR: "1", FORCE_COLOR: undefined, CI: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out: out + error };
}

async function serverThat(answer: RawAnswer): Promise<string> {
  const server = await startRawServer(answer);
  onTestFinished(() => server.close());
  return server.url;
}

it("a server that cannot be reached is said once", { timeout: 60_000 }, async () => {
  const gone = await startRawServer(() => {});
  gone.close();
  const { code, out } = await vitest(gone.url);
  expect(code).toBe(1);
  expect(out).toContain(`Error: ${gone.url} gave no answer: connect ECONNREFUSED`);
  expect(out.match(/Error: /g)).toHaveLength(1);
});

it("what could not be checked fails with the reason, which cannot steer the terminal", {
  timeout: 60_000,
}, async () => {
  const url = await serverThat((request) => {
    const isRefused = request.operation === "CreateLicense";
    const error = { __type: "ConflictException", Message: "\u001b[31mred\u0007\u202e" };
    answerJson(request, isRefused ? 409 : 200, isRefused ? error : {});
  });
  const { code, out } = await vitest(url, "-t", "borrow.answer");
  expect(code).toBe(1);
  expect(out).toContain(
    "It could not be checked: CreateLicense, which this check needs, answered ConflictException (\\u001b[31mred\\u0007\\u202e).",
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(out).not.toMatch(/[\u0007\u001b\u202e]/);
});

it("a clause about every answer is checked by all requests, also by itself", { timeout: 60_000 }, async () => {
  const url = await serverThat((request) => {
    if (request.operation === "GetLicense") request.response.setHeader("x-amzn-query-error", "x;Sender");
    answerJson(request, 200, {});
  });
  const { code, out } = await vitest(url, "-t", "protocol.no-query-error");
  expect(code).toBe(1);
  expect(out).toContain("The answer has an x-amzn-query-error header.");
  expect(out).toMatch(/Tests +1 failed \| \d+ skipped/);
});
