import { defineConfig } from "vite";

/** Packages with code of their own. All others that the generated client imports only pass names of these on. */
const IMPORTED = [
  /^node:/,
  /^@smithy\/(?:core|node-http-handler)(?:\/|$)/,
  /^@aws-sdk\/(?:core|credential-provider-node)(?:\/|$)/,
];

/**
 * Makes one module of the first entry point for Node.js, where each module that is loaded takes time: the generated files,
 * without the packages that only pass names on. Bundlers for browsers take the files as they are, and leave out what is not used.
 */
export default defineConfig({
  build: {
    ssr: "src/index.ts",
    outDir: "dist/node",
    emptyOutDir: true,
    target: "es2023",
    minify: false,
    sourcemap: true,
    rollupOptions: { external: IMPORTED, output: { entryFileNames: "index.js" } },
  },
  resolve: { mainFields: ["module", "main"] },
  ssr: { noExternal: true },
});
