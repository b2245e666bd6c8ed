import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { PACKAGES } from "../src/portable-cases.ts";
import { PROGRAM_RUNTIMES, runScript } from "../src/program-runtimes.ts";
import { serveInWorkerd } from "../src/workerd.ts";

const SOURCES = join(import.meta.dirname, "..", "src");
const ARN = "arn:aws:license-manager::123456789012:license:l-1";
const LICENSE = `{"License":{"LicenseArn":"${ARN}","LicenseName":"Größe 🚀"}}`;

it.each(PROGRAM_RUNTIMES)("answers requests in $name, compressed ones too", async (runtime) => {
  const printed = await runScript(runtime, join(SOURCES, "serve-stub.js"), join(import.meta.dirname, ".."));
  expect(printed.trim()).toBe(`200 application/x-amz-json-1.1 ${LICENSE}`);
});

it("answers requests in workers, compressed ones and refused ones too", async () => {
  const worker = await serveInWorkerd(join(SOURCES, "worker.js"), join(PACKAGES, "server-stub", "dist"));
  const headers = { "x-amz-target": "AWSLicenseManager.GetLicense", "content-type": "application/x-amz-json-1.1" };
  const answers: unknown[] = [];
  const call = async (body: string | Uint8Array<ArrayBuffer>, others: object = {}): Promise<void> => {
    const response = await fetch(worker.url, { method: "POST", headers: { ...headers, ...others }, body });
    answers.push([response.status, await response.text()]);
  };
  try {
    const body = JSON.stringify({ LicenseArn: ARN });
    await call(body);
    await call(new Uint8Array(gzipSync(body)), { "content-encoding": "gzip" });
    await call("{");
    await call("x".repeat(1024 * 1024 + 1));
    await call(new Uint8Array([0x22, 0xff, 0x22]));
  } finally {
    await worker.stop();
  }
  const refused = (type: string): unknown => expect.stringContaining(`"__type":"${type}"`);
  expect(answers).toEqual([
    [200, LICENSE],
    [200, LICENSE],
    [400, refused("SerializationException")],
    [413, refused("RequestEntityTooLargeException")],
    [400, refused("SerializationException")],
  ]);
});
