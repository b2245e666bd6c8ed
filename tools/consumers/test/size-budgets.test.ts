import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rollup } from "vite";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { ExampleProject } from "../src/example-project.ts";

/**
 * What an application takes of an entry point, how much that was when it was measured last, and the most that it may
 * be, in bytes, minified and compressed.
 */
const BUDGETS: readonly (readonly [name: string, specifier: string, measured: number, budget: number])[] = [
  ["{ CheckoutBorrowLicenseCommand, LicenseManagerClient }", "@borrow-license/client", 49_294, 51_500],
  ["{ CheckoutBorrowLicenseCommand, LicenseManagerClient }", "@borrow-license/client/fetch", 9_935, 10_000],
  ["{ verifyBorrowToken }", "@borrow-license/token-verification", 7_368, 7_700],
  ["{ BorrowedLicense }", "@borrow-license/token-verification", 10_695, 11_200],
  ["{ createSyncBorrowTokenVerifier }", "@borrow-license/token-verification/node", 7_413, 7_800],
  ["{ createBorrowTokenIssuer }", "@borrow-license/token-verification/issuer", 6_889, 7_250],
  ["{ createLicenseManagerHandler }", "@borrow-license/server-stub", 10_229, 10_700],
  ["{ createNodeListener }", "@borrow-license/server-stub/node", 1_682, 1_800],
  ["{ createLambdaHandler }", "@borrow-license/server-stub/lambda", 1_142, 1_200],
  ["{ mockService }", "@borrow-license/server-stub/msw", 1_881, 2_000],
  ["{ checkoutBorrowLicenseOperation }", "@borrow-license/server-stub/operations", 2_336, 2_450],
  ["{ createFetchHandler }", "@borrow-license/server-stub/runtime", 5_613, 5_900],
];

let project: ExampleProject;

beforeAll(async () => {
  // It has every package.
  project = await ExampleProject.install("typescript", inject("registryUrl"));
});
afterAll(() => project?.remove());

/** Bundles an application, as a browser gets it; what the runtime or the application has anyway is left out. */
async function bundleSize(name: string, specifier: string): Promise<number> {
  const input = join(project.folder, "application.js");
  await writeFile(input, `export ${name} from "${specifier}";\n`);
  const { output } = (await build({
    root: project.folder,
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      rollupOptions: {
        input,
        preserveEntrySignatures: "strict",
        external: [/^node:/, /^msw(?:\/|$)/, /^@aws-sdk\/client-kms$/],
      },
    },
  })) as Rollup.RollupOutput;
  return output.reduce((sum, each) => sum + (each.type === "chunk" ? gzipSync(each.code, { level: 9 }).length : 0), 0);
}

it.each(BUDGETS)("%s of %s took %i bytes, and takes no more than %i", async (name, specifier, measured, budget) => {
  const size = await bundleSize(name, specifier);
  expect(size).toBeLessThanOrEqual(budget);
  // A budget far above says nothing.
  expect(budget).toBeLessThanOrEqual(measured * 1.08);
  expect(size).toBeGreaterThan(measured * 0.9);
});
