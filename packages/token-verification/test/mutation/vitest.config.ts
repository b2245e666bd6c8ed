import { defineConfig, type ViteUserConfig } from "vitest/config";

/** The tests as mutants meet them, in a copy of this folder: those of the part (`run-parts.ts`), with keys that are shared. */
const config: ViteUserConfig = defineConfig({
  root: new URL("../..", import.meta.url).pathname,
  test: {
    include: (process.env["MUTATION_TESTS"] ?? "src/**/*.test.ts").split(","),
    globalSetup: ["test/mutation/shared-keys.ts"],
    restoreMocks: true,
    // A busy machine must not fail the run before the first mutant.
    testTimeout: 120_000,
  },
});

export default config;
