import { defineConfig } from "vitest/config";
import workspace from "../../vitest.config.js";

/** Vectors that others publish, which are downloaded for each run. */
export default defineConfig({
  test: {
    ...workspace.test,
    include: ["test/vectors/**/*.vectors.ts"],
    outputFile: { json: "test-results/vectors.json" },
    testTimeout: 120_000,
  },
});
