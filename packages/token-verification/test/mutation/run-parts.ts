import { spawnSync } from "node:child_process";

/**
 * Runs Stryker over one part of the package after the other, each with the tests that are about it: a mutant in the reader of
 * a date is not worth a signature. Every part has to reach the score of `stryker.config.json`. Names of parts as arguments
 * choose among them.
 */
const PARTS: Readonly<Record<string, { readonly mutate: readonly string[]; readonly tests: readonly string[] }>> = {
  claims: {
    mutate: ["src/claims/**/*.ts", "src/generated/**/*.ts"],
    tests: ["src/claims/*.test.ts", "src/issuer/borrow-token-issuer.test.ts", "src/borrow-token-*.test.ts"],
  },
  token: { mutate: ["src/token/**/*.ts"], tests: ["src/token/*.test.ts", "src/borrow-token-verifier.test.ts"] },
  verifier: {
    mutate: ["src/borrow-token-*.ts", "src/verified-claims.ts", "src/node/sync-borrow-token-verifier.ts"],
    tests: ["src/borrow-token-*.test.ts"],
  },
  keys: {
    mutate: ["src/keys/**/*.ts", "src/node/sync-verification-keys.ts"],
    tests: ["src/keys/*.test.ts", "src/borrow-token-verifier.test.ts", "src/issuer/borrow-token-issuer.test.ts"],
  },
  held: { mutate: ["src/borrowed-license/**/*.ts"], tests: ["src/borrowed-license/*.test.ts"] },
  node: {
    mutate: ["src/node/machine-node-id.ts", "src/node/text-file.ts", "src/node/buffer-text.ts"],
    tests: ["src/node/*.test.ts", "src/token/decode-text.test.ts"],
  },
  issuer: { mutate: ["src/issuer/**/*.ts"], tests: ["src/issuer/*.test.ts"] },
};
const NEVER = ["!src/**/*.test.ts", "!src/**/index.ts"];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new Error(`No part ${unknown.join(", ")}. The parts are ${Object.keys(PARTS).join(", ")}.`);

const failed = Object.entries(PARTS)
  .filter(([name]) => chosen.length === 0 || chosen.includes(name))
  .filter(([name, { mutate, tests }]) => {
    console.log(`\n${name}: ${mutate.join(", ")}`);
    const files = ["--incrementalFile", `test-results/mutation/${name}.incremental.json`];
    const { status } = spawnSync(
      "stryker",
      ["run", "--incremental", ...files, "--mutate", [...mutate, ...NEVER].join(",")],
      { stdio: "inherit", env: { ...process.env, MUTATION_TESTS: tests.join(",") } },
    );
    return status !== 0;
  })
  .map(([name]) => name);

if (failed.length > 0) {
  console.error(`Below the score that each part must reach, or broken: ${failed.join(", ")}.`);
  process.exitCode = 1;
}
