import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rollup } from "vite";
import { describe, expect, it } from "vitest";

const APPLICATION = join(import.meta.dirname, "..", "fetch-application", "main.js");

/** Bundles an application with one command for browsers, as an application is bundled. */
async function bundle(): Promise<string> {
  const { output } = (await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, rollupOptions: { input: APPLICATION, preserveEntrySignatures: "strict" } },
  })) as Rollup.RollupOutput;
  expect(output).toHaveLength(1);
  return output[0].code;
}

describe("the fetch client in a browser bundle", async () => {
  const code = await bundle();

  it("takes at most 10 kB for one command, minified and compressed", () => {
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(10_000);
  });

  it("leaves out what the application does not use", () => {
    expect(code).toContain("CheckoutBorrowLicense");
    expect(code).not.toMatch(/CreateLicense|ListLicenses|GetLicense|CompressionStream|EntitlementUsages/);
  });

  it("asks nothing of Node.js", () => {
    expect(code).not.toMatch(/\bprocess\.|\bBuffer\.|\brequire\(|node:/);
  });
});
