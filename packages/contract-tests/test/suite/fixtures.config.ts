import { defineConfig, type ViteUserConfig } from "vitest/config";

/** For test files that fail on purpose. */
const config: ViteUserConfig = defineConfig({ test: { include: ["*.fixture.ts"] } });
export default config;
