import { join } from "node:path";
import { expect, it } from "vitest";
import { PROGRAM_RUNTIMES, runScript } from "../src/program-runtimes.ts";

const SCRIPT = join(import.meta.dirname, "..", "src", "serve-stub.js");
const ARN = "arn:aws:license-manager::123456789012:license:l-1";

it.each(PROGRAM_RUNTIMES)("answers requests in $name, compressed ones too", async (runtime) => {
  const printed = await runScript(runtime, SCRIPT, join(import.meta.dirname, ".."));
  expect(printed.trim()).toBe(
    `200 application/x-amz-json-1.1 {"License":{"LicenseArn":"${ARN}","LicenseName":"Größe 🚀"}}`,
  );
});
