import { defineConfig } from "vitest/config";

// Nx sets FORCE_COLOR, which would change what every program prints that a test starts.
delete process.env["FORCE_COLOR"];

/** One configuration for every package; each runs it with its own folder as root. */
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results/vitest.json" },
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
