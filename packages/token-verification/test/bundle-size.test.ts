import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { expect, it } from "vitest";

const ENTRY = new URL("../src/index.ts", import.meta.url).pathname;

/** The sizes in bytes of a bundle for browsers, everything that it needs included. */
async function bundle(code: string): Promise<{ readonly gzipped: number; readonly code: string }> {
  const result = (await build({
    configFile: false,
    logLevel: "silent",
    root: new URL("..", import.meta.url).pathname,
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? id : undefined),
        load: (id) => (id === "entry" ? code : undefined),
      },
    ],
    build: {
      write: false,
      minify: true,
      target: "es2023",
      rolldownOptions: { input: "entry", preserveEntrySignatures: "strict" },
    },
  })) as Rolldown.RolldownOutput;
  const text = result.output.map((file) => (file.type === "chunk" ? file.code : "")).join("");
  return { gzipped: gzipSync(text, { level: 9 }).length, code: text };
}

it("fits into 12 kB with everything that the entry point exports, jose included", async () => {
  const { gzipped, code } = await bundle(`export * from ${JSON.stringify(ENTRY)};`);
  expect(code).toContain("PS384");
  expect(code).not.toContain("node:");
  expect(gzipped).toBeLessThanOrEqual(12_000);
});

it("leaves out the held license where an application only verifies", async () => {
  const all = await bundle(`export * from ${JSON.stringify(ENTRY)};`);
  const verifying = await bundle(`export { verifyBorrowToken } from ${JSON.stringify(ENTRY)};`);
  expect(verifying.gzipped).toBeLessThan(all.gzipped * 0.8);
});
