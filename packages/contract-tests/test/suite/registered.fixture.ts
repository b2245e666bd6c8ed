import { registerContractTests } from "../../src/vitest/index.js";

/** What somebody has in a test file of their own. `vitest-failures.test.ts` runs it. */
registerContractTests({
  endpoint: process.env["CONTRACT_ENDPOINT"] ?? "",
  seed: 7,
  runs: 2,
  skip: ["checkout", "return"],
});
