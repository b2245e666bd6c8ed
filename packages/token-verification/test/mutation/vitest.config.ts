import { defineConfig, type ViteUserConfig } from "vitest/config";

/**
 * The tests as mutants meet them, in a copy of this folder: without those that start programs or bundlers, and without
 * those that call the code while they are loaded, for which Stryker would run every test with every mutant.
 */
const config: ViteUserConfig = defineConfig({
  root: new URL("../..", import.meta.url).pathname,
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: [
      "test/bundle-size.test.ts",
      "test/held-license-process.test.ts",
      "test/portable/portable-cases.test.ts",
      "test/readme-examples.test.ts",
    ],
    restoreMocks: true,
    // A busy machine must not fail the run before the first mutant.
    testTimeout: 120_000,
  },
});

export default config;
