import { defineConfig } from "vitest/config";
import workspace from "../../vitest.config.js";

/** The tests that kill, cut and fill up what a server stands on. They need PostgreSQL, and to be root for small disks. */
export default defineConfig({
  test: {
    ...workspace.test,
    include: ["test/faults/**/*.faults.ts"],
    outputFile: { json: "test-results/faults.json" },
    // Each has a load of its own, which takes all that there is.
    fileParallelism: false,
  },
});
