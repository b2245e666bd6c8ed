import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { npmrc, startLocalRegistry } from "./local-registry.ts";
import { run } from "./run.ts";

/** The workspace's root. */
export const WORKSPACE: string = join(import.meta.dirname, "..", "..", "..");

declare module "vitest" {
  interface ProvidedContext {
    registryUrl: string;
  }
}

/** Publishes every package, as a release does, to a registry on this machine, for all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const registry = await startLocalRegistry();
  const folder = await mkdtemp(join(tmpdir(), "borrow-license-publish-"));
  const userConfiguration = join(folder, ".npmrc");
  await writeFile(userConfiguration, npmrc(registry.url));
  await run("npx", ["--yes", "pnpm@12.21.0", "exec", "nx", "release", "publish", `--registry=${registry.url}`], {
    cwd: WORKSPACE,
    env: { NPM_CONFIG_USERCONFIG: userConfiguration, NPM_CONFIG_PROVENANCE: "false", NX_DAEMON: "false" },
  });
  project.provide("registryUrl", registry.url);
  return async () => {
    await registry.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
