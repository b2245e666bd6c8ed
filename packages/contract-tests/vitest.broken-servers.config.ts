import { defineConfig } from "vitest/config";
import workspace from "../../vitest.config.js";

/** The published contract tests against servers that are broken on purpose: the whole run, once for each clause. */
export default defineConfig({
  test: {
    ...workspace.test,
    include: ["test/suite/**/*.contract.ts"],
    outputFile: { json: "test-results/broken-servers.json" },
    testTimeout: 110_000,
  },
});
