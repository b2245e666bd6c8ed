import { startLicenseServer } from "@borrow-license/license-server";
import { afterAll } from "vitest";
import { registerContractTests } from "../../src/vitest/index.js";

/** The vitest entry, used as the README shows it: one test a clause, against the licence server over HTTP. */

const starting = startLicenseServer({ port: 0, dev: true });
afterAll(async () => (await starting).close());

registerContractTests({ endpoint: async () => (await starting).url, runs: 5, skip: ["authentication"] });
