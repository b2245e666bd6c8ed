import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "..", "src");

const folder = mkdtempSync(join(tmpdir(), "server-stub-bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The code of a bundle that holds what a module needs. */
async function bundled(code: string): Promise<string> {
  const entry = join(folder, "entry.ts");
  writeFileSync(entry, code);
  const result = await build({
    configFile: false,
    logLevel: "error",
    root: folder,
    build: { write: false, minify: true, lib: { entry, formats: ["es"] } },
  });
  const [output] = [result].flat();
  if (output === undefined || !("output" in output)) throw new Error("Nothing was bundled.");
  return output.output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("\n");
}

const INDEX = JSON.stringify(join(SRC, "index.ts"));
const OPERATIONS = JSON.stringify(join(SRC, "generated", "operations.ts"));

describe("a bundle", () => {
  it("of one operation holds nothing of the others", async () => {
    const one = await bundled(
      `import { createLicenseManagerOperationsHandler } from ${INDEX};
       import { getLicenseUsageOperation } from ${OPERATIONS};
       export default createLicenseManagerOperationsHandler([getLicenseUsageOperation], { getLicenseUsage: () => ({}) });`,
    );
    const all = await bundled(
      `import { createLicenseManagerHandler } from ${INDEX};
       export default createLicenseManagerHandler({ getLicenseUsage: () => ({}) });`,
    );
    expect(one).toContain("GetLicenseUsage");
    for (const other of ["CheckoutBorrowLicense", "CreateLicense", "SignedToken", "MaxTimeToLiveInMinutes"]) {
      expect(one).not.toContain(other);
      expect(all).toContain(other);
    }
  });

  it("of an error holds no operation", async () => {
    const error = await bundled(`export { NoEntitlementsAllowedException } from ${INDEX};`);
    expect(error).not.toContain("LicenseArn");
    expect(error.length).toBeLessThan(1500);
  });
});
