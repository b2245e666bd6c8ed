import { gzipSync } from "node:zlib";
import type { Result } from "@borrow-license/bench/report";
import { build, type Rollup } from "vite";
import { BASELINE, CLIENTS, FETCH, UPSTREAM_GENERATED } from "./clients.ts";

/** The most that the fetch client may take with one command, in bytes. */
const FETCH_LIMIT = 10_000;

/** What a browser downloads of each client. */
export async function bundles(): Promise<readonly Result[]> {
  const sizes = new Map<string, number>();
  for (const client of CLIENTS) sizes.set(client, await bundleSize(client));
  const baseline = sizes.get(BASELINE) ?? Number.NaN;
  return [...sizes].map(([client, value]) => ({
    name: `browser bundle of one command: ${client}`,
    value,
    unit: "bytes min+gzip",
    baseline: BASELINE,
    ratio: Number((value / baseline).toFixed(3)),
    ...(client === UPSTREAM_GENERATED ? { limit: 1 } : {}),
    ...(client === FETCH ? { valueLimit: FETCH_LIMIT } : {}),
  }));
}

/** How many bytes a browser application with one command takes, minified and compressed. */
async function bundleSize(client: string): Promise<number> {
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
