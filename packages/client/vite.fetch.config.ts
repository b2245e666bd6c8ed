import { defineConfig } from "vite";

/**
 * Makes one module of the second entry point and what it stands on: importing it takes one file, and needs none of the
 * packages that the first entry point needs.
 */
export default defineConfig({
  build: {
    outDir: "dist/fetch",
    emptyOutDir: false,
    target: "es2023",
    minify: false,
    sourcemap: true,
    license: { fileName: "third-party-licenses.md" },
    lib: { entry: "src/fetch/index.ts", formats: ["es"], fileName: "index" },
  },
});
