import { defineConfig } from "vitest/config";
import workspace from "../../vitest.config.js";

/** The tests that need zsh, fish and a terminal. */
export default defineConfig({
  test: {
    ...workspace.test,
    include: ["test/shells/**/*.shells.ts"],
    outputFile: { json: "test-results/shells.json" },
  },
});
