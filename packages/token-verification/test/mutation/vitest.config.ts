import { defineConfig, type ViteUserConfig } from "vitest/config";

/**
 * The tests as mutants meet them, in a copy of this folder: those of the part (`run-parts.ts`), and one copy of the modules
 * for all files, because loading them anew for each takes longer than most tests.
 */
const config: ViteUserConfig = defineConfig({
  root: new URL("../..", import.meta.url).pathname,
  test: {
    include: (process.env["MUTATION_TESTS"] ?? "src/**/*.test.ts").split(","),
    globalSetup: ["test/mutation/shared-keys.ts"],
    isolate: false,
    restoreMocks: true,
    // A busy machine must not fail the run before the first mutant.
    testTimeout: 120_000,
  },
});

export default config;
