import { defineConfig } from "vitest/config";
import workspace from "../../vitest.config.js";

/** What needs Smithy itself, and with it Java. */
export default defineConfig({
  test: {
    ...workspace.test,
    include: ["test/**/*.smithy.ts"],
    outputFile: { json: "test-results/smithy.json" },
    hookTimeout: 120_000,
  },
});
