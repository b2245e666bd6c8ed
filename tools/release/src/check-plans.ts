import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Fails when a package changed since the last release and no version plan releases it, by `nx release plan:check`. What
 * `nx.json` ignores there, such as tests, is in no package that somebody installs.
 */
const WORKSPACE = join(import.meta.dirname, "..", "..", "..");

/** The tag that is nearest to this commit, such as `client@1.0.0`. A release tags one commit for all packages. */
function lastRelease(): string | undefined {
  const { stdout, status } = spawnSync("git", ["describe", "--tags", "--abbrev=0", "--match=*@*.*.*"], {
    cwd: WORKSPACE,
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : undefined;
}

function main(): number {
  const tag = lastRelease();
  if (tag !== undefined) {
    const nx = join(WORKSPACE, "node_modules", ".bin", "nx");
    const { status } = spawnSync(nx, ["release", "plan:check", `--base=${tag}`], { cwd: WORKSPACE, stdio: "inherit" });
    return status ?? 1;
  }
  if (!existsSync(join(WORKSPACE, "model", "released.json"))) {
    console.log("Nothing was released yet: the first release tells of everything.");
    return 0;
  }
  console.error("There was a release, and its tags are not here. Get them with: git fetch --tags --unshallow");
  return 1;
}

process.exitCode = main();
