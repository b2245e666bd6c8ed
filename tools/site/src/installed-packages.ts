import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

/** What samples import beside this project's packages, by the folder whose installation has it. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  ".": ["@types/node", "vitest"],
  "packages/contract-tests": ["@aws-sdk/client-license-manager", "fast-check"],
  "packages/server-stub": ["msw"],
  "packages/token-verification": ["@aws-sdk/client-kms"],
};

/** Puts into a folder what `npm install` would: the packages of the workspace, as they were built, and what samples use. */
export function installBuiltPackages(workspace: string, folder: string): void {
  for (const name of ["client", "contract-tests", "license-server", "server-stub", "token-verification"]) {
    link(join(workspace, "packages", name), folder, `@borrow-license/${name}`);
  }
  link(join(workspace, "model"), folder, "@borrow-license/model");
  for (const [owner, names] of Object.entries(OTHERS)) {
    for (const name of names) link(join(workspace, owner, "node_modules", name), folder, name);
  }
}

function link(target: string, folder: string, name: string): void {
  const path = join(folder, "node_modules", name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "dir");
}
