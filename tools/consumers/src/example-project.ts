import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npmrc } from "./local-registry.ts";
import { run } from "./run.ts";

const EXAMPLES = join(import.meta.dirname, "..", "examples");
const BINARIES = join(import.meta.dirname, "..", "node_modules");

/** The Node.js releases that applications run on. */
export const NODE_RELEASES = ["20", "22", "24", "26"] as const;
export type NodeRelease = (typeof NODE_RELEASES)[number];

export type PackageManager = "npm" | "pnpm";

/** Where a Node.js release of this installation is. */
export function nodeProgram(release: NodeRelease): string {
  return join(BINARIES, `node${release}`, "bin", "node");
}

/** Another program of this installation, such as `typescript6/bin/tsc`. */
export function installedFile(path: string): string {
  return join(BINARIES, path);
}

/** An example in a folder of its own outside the workspace, with what it depends on installed. */
export class ExampleProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Copies the example of that name and installs what it needs, this project's packages from the local registry. */
  static async install(example: string, registryUrl: string, manager: PackageManager = "npm"): Promise<ExampleProject> {
    const folder = await mkdtemp(join(tmpdir(), `borrow-license-${example}-`));
    await cp(join(EXAMPLES, example), folder, { recursive: true });
    await writeFile(join(folder, ".npmrc"), npmrc(registryUrl));
    const project = new ExampleProject(folder);
    if (manager === "npm") await project.run("npm", ["install", "--no-audit", "--no-fund"]);
    else await project.run("npx", ["--yes", "pnpm@12.21.0", "install", "--ignore-workspace"]);
    return project;
  }

  /** Runs a program in the project's folder and answers what it printed. */
  run(program: string, args: readonly string[]): Promise<string> {
    return run(program, args, { cwd: this.folder });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
