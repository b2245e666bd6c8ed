import { defineConfig } from "vitest/config";

// Nx sets it, and it would change what the runtimes print.
delete process.env["FORCE_COLOR"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 180_000,
    fileParallelism: false,
    reporters: ["default", "json"],
    outputFile: { json: "test-results/vitest.json" },
  },
});
