import { defineConfig } from "vitest/config";
import workspace from "../../vitest.config.js";

/** The tests that need PostgreSQL, which start one of their own. */
export default defineConfig({
  test: {
    ...workspace.test,
    include: ["test/postgres/**/*.postgres.ts"],
    // Starting and stopping a PostgreSQL takes its time on a busy machine.
    hookTimeout: 60_000,
    outputFile: { json: "test-results/postgres.json" },
  },
});
