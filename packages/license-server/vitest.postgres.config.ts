import { defineConfig } from "vitest/config";
import workspace from "../../vitest.config.js";

/** The tests that need PostgreSQL, which start one of their own. */
export default defineConfig({
  test: {
    ...workspace.test,
    include: ["test/postgres/**/*.postgres.ts"],
    outputFile: { json: "test-results/postgres.json" },
  },
});
