import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { WORKSPACE } from "./published-packages.ts";
import { run } from "./run.ts";

/** A copy of this repository, as it is in the work tree, with one commit and everything installed. */
export class RepositoryCopy {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<RepositoryCopy> {
    const copy = new RepositoryCopy(await mkdtemp(join(tmpdir(), "borrow-license-repository-")));
    const listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
    const files = (await run("git", listed, { cwd: WORKSPACE })).split("\0").filter((file) => file !== "");
    for (const file of files) {
      await mkdir(dirname(join(copy.folder, file)), { recursive: true });
      await cp(join(WORKSPACE, file), join(copy.folder, file), { verbatimSymlinks: true });
    }
    await copy.git("init", "--quiet", "--initial-branch=main");
    await copy.git("config", "user.name", "Somebody");
    await copy.git("config", "user.email", "somebody@example.com");
    await copy.commit("feat: everything");
    await copy.pnpm("install", "--frozen-lockfile");
    return copy;
  }

  git(...args: string[]): Promise<string> {
    return run("git", args, { cwd: this.folder });
  }

  pnpm(...args: string[]): Promise<string> {
    return run("npx", ["--yes", "pnpm@12.21.0", ...args], { cwd: this.folder, env: { NX_DAEMON: "false" } });
  }

  async commit(message: string): Promise<void> {
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--message", message);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
