import { gzipSync } from "node:zlib";
import { build, type Rollup } from "vite";

/** How many bytes a browser application with one command takes, minified and compressed. */
export async function bundleSize(client: string): Promise<number> {
  const source = `
    import { CheckoutBorrowLicenseCommand, LicenseManagerClient } from ${JSON.stringify(client)};
    export const borrow = (settings, input) =>
      new LicenseManagerClient(settings).send(new CheckoutBorrowLicenseCommand(input));`;
  const { output } = (await build({
    configFile: false,
    logLevel: "silent",
    root: import.meta.dirname,
    plugins: [
      {
        name: "application",
        resolveId: (id) => (id === "application" ? `${import.meta.dirname}/application.js` : undefined),
        load: (id) => (id === `${import.meta.dirname}/application.js` ? source : undefined),
      },
    ],
    build: { write: false, rollupOptions: { input: "application", preserveEntrySignatures: "strict" } },
  })) as Rollup.RollupOutput;
  return output.reduce((sum, each) => sum + (each.type === "chunk" ? gzipSync(each.code, { level: 9 }).length : 0), 0);
}
