import { join } from "node:path";
import { build, type Rollup } from "vite";
import { describe, expect, it } from "vitest";

const APPLICATION = join(import.meta.dirname, "browser-application");

/** Bundles an application with one command for Node.js, the client and all, as functions in a cloud are bundled. */
async function bundleForNode(): Promise<Rollup.OutputChunk> {
  const { output } = (await build({
    root: APPLICATION,
    configFile: false,
    logLevel: "silent",
    build: { write: false, ssr: join(APPLICATION, "main.js") },
    ssr: { noExternal: true },
  })) as Rollup.RollupOutput;
  return output[0];
}

/** Bundles an application with one command for browsers. */
async function bundle(): Promise<Rollup.OutputChunk> {
  const result = (await build({
    root: APPLICATION,
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      lib: { entry: join(APPLICATION, "main.js"), formats: ["es"], fileName: "application" },
    },
  })) as Rollup.RollupOutput[];
  const [chunk] = result[0]?.output ?? [];
  if (chunk === undefined) throw new Error("Vite wrote nothing.");
  return chunk;
}

describe("the client in a browser bundle", () => {
  it("leaves Node.js modules and the Node.js configuration out", async () => {
    const { code, moduleIds } = await bundle();
    expect(moduleIds.filter((id) => id.endsWith("/generated/runtimeConfig.browser.js"))).toHaveLength(1);
    expect(moduleIds.filter((id) => id.endsWith("/generated/runtimeConfig.js"))).toEqual([]);
    expect(code).not.toMatch(/from "node:|require\("node:|__vite-browser-external/);
  });

  it("leaves the commands out that the application does not use", async () => {
    const { moduleIds } = await bundle();
    expect(moduleIds.filter((id) => id.endsWith("/CheckoutBorrowLicenseCommand.js"))).toHaveLength(1);
    expect(moduleIds.filter((id) => id.endsWith("/CreateLicenseCommand.js"))).toEqual([]);
  });
});

describe("the client in a bundle for Node.js", () => {
  it("leaves the commands out that the application does not use", async () => {
    const { moduleIds } = await bundleForNode();
    expect(moduleIds.filter((id) => id.endsWith("/generated/runtimeConfig.js"))).toHaveLength(1);
    expect(moduleIds.filter((id) => id.endsWith("/CheckoutBorrowLicenseCommand.js"))).toHaveLength(1);
    expect(moduleIds.filter((id) => id.endsWith("/CreateLicenseCommand.js"))).toEqual([]);
    expect(moduleIds.filter((id) => id.endsWith("/dist/node/index.js"))).toEqual([]);
  });
});
