import { defineConfig } from "vitest/config";
import workspace from "../../vitest.config.js";

/** The tests that draw cases from the model, with a thousand cases an operation. */
export default defineConfig({
  test: {
    ...workspace.test,
    include: ["test/generated/**/*.test.ts"],
    outputFile: { json: "test-results/contract.json" },
    env: { CONTRACT_RUNS: process.env["CONTRACT_RUNS"] ?? "1000" },
    testTimeout: 110_000,
  },
});
