import { defineConfig } from "vitest/config";
import workspace from "../../vitest.config.js";

/**
 * The tests that draw cases from the model, with many cases: 500 for each property of an operation in each client, which
 * are 2,000 an operation.
 */
export default defineConfig({
  test: {
    ...workspace.test,
    include: ["test/generated/**/*.test.ts"],
    outputFile: { json: "test-results/contract.json" },
    env: { CONTRACT_RUNS: process.env["CONTRACT_RUNS"] ?? "500" },
    // Vitest leaves a core to its watcher otherwise.
    maxWorkers: 2,
    testTimeout: 110_000,
  },
});
