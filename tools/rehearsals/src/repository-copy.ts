import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Outcome, run, succeed } from "./run.ts";

/** The workspace's root. */
const WORKSPACE = join(import.meta.dirname, "..", "..", "..");

/** How somebody calls pnpm who has not installed it. */
export const PNPM = "npx --yes pnpm@12.21.0";

/** What a shell of somebody has not, whatever runs the tests. */
const PLAIN = {
  CI: undefined,
  FORCE_COLOR: undefined,
  NX_DAEMON: "false",
  NX_TUI: "false",
  NX_SKIP_NX_CACHE: undefined,
};

/** A copy of this repository, as it is in the work tree, with one commit and everything installed. */
export class RepositoryCopy {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** The copy that is in a folder already. */
  static at(folder: string): RepositoryCopy {
    return new RepositoryCopy(folder);
  }

  /** @param name how the copy's folder begins */
  static async make(name = "borrow-license-repository-"): Promise<RepositoryCopy> {
    const copy = new RepositoryCopy(await mkdtemp(join(tmpdir(), name)));
    const listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
    const files = (await succeed("git", listed, { cwd: WORKSPACE })).split("\0").filter((file) => file !== "");
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
    return succeed("git", args, { cwd: this.folder });
  }

  pnpm(...args: string[]): Promise<string> {
    const [npx = "", ...rest] = PNPM.split(" ");
    return succeed(npx, [...rest, ...args], { cwd: this.folder, env: PLAIN });
  }

  /** Runs a line of a shell, as somebody would type it at the root. It may fail. */
  shell(line: string): Promise<Outcome> {
    return run("bash", ["-c", line], { cwd: this.folder, env: PLAIN });
  }

  /**
   * Runs one of the programs that are installed in the copy, such as `nx`. It may fail.
   *
   * @param from the folder where it runs, below the copy's
   */
  program(name: string, args: readonly string[], { env = {}, from = "." }: ProgramOptions = {}): Promise<Outcome> {
    const bin = join(this.folder, "node_modules", ".bin");
    const path = `${bin}${delimiter}${process.env["PATH"]}`;
    return run(join(bin, name), args, { cwd: join(this.folder, from), env: { ...PLAIN, PATH: path, ...env } });
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), "utf8");
  }

  /** Writes a file, and the folders that it needs. */
  async write(file: string, text: string): Promise<void> {
    const path = join(this.folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }

  /** Changes a file. The change has to change something. */
  async edit(file: string, change: (text: string) => string): Promise<void> {
    const before = await this.read(file);
    const after = change(before);
    if (after === before) throw new Error(`The edit of ${file} changes nothing: what it looks for is not there.`);
    await this.write(file, after);
  }

  async commit(message: string): Promise<void> {
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--message", message);
  }

  /** Takes back everything since the last commit, and leaves what is installed and built. */
  async reset(): Promise<void> {
    await this.git("reset", "--quiet", "--hard");
    await this.git("clean", "--quiet", "--force", "-d");
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

interface ProgramOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly from?: string;
}
