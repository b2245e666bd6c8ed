import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { PipelineError } from "./pipeline-error.ts";
import { fatalEvents } from "./validation-events.ts";

const CLI = "software.amazon.smithy.cli.SmithyCli";

/** The pinned Java side: Smithy's command line on the class path that Maven resolves from `tools/smithy/pom.xml`. */
export class Smithy {
  readonly #workspace: string;
  readonly #classpath: string;

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.#classpath = classpath(join(workspace, "tools", "smithy"));
  }

  /** Fails on every validation event that is at least a warning. */
  validate(): void {
    const { stdout, status, stderr } = this.#run([
      "validate",
      "--discover",
      "--severity",
      "WARNING",
      "--format",
      "csv",
    ]);
    const events = fatalEvents(stdout);
    if (events.length > 0) {
      throw new PipelineError(
        `The model has ${events.length} validation event(s). Mend the model, or suppress an event with its reason in ` +
          `model/src/metadata.smithy:\n${events.join("\n")}`,
      );
    }
    if (status !== 0) throw new PipelineError(`smithy validate failed:\n${stdout}${stderr}`);
  }

  /** Runs all plugins of `model/smithy-build.json`. Their output is below the given folder. */
  build(output: string): void {
    const { stdout, stderr, status } = this.#run(["build", "--discover", "--output", output]);
    if (status !== 0) throw new PipelineError(`smithy build failed:\n${stdout}${stderr}`);
  }

  #run(args: readonly string[]): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
    const bin = join(this.#workspace, "node_modules", ".bin");
    const { error, stdout, stderr, status } = spawnSync("java", ["-cp", this.#classpath, CLI, ...args, "--no-color"], {
      cwd: join(this.#workspace, "model"),
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` },
    });
    if (error !== undefined) throw missing("java", "Java 17 or newer", error);
    return { stdout, stderr, status };
  }
}

/** Resolves the class path once for each content of the pom. */
function classpath(folder: string): string {
  const pom = join(folder, "pom.xml");
  const file = join(folder, "target", "classpath.txt");
  if (!isFresh(file, pom)) {
    const args = ["-q", "-B", "-f", pom, "dependency:build-classpath", `-Dmdep.outputFile=${file}`];
    const { error, stdout, stderr, status } = spawnSync("mvn", args, { encoding: "utf8" });
    if (error !== undefined) throw missing("mvn", "Maven", error);
    if (status !== 0) throw new PipelineError(`Maven could not resolve ${pom}:\n${stdout}${stderr}`);
  }
  return readFileSync(file, "utf8").trim();
}

/** A class path is fresh when it is newer than the pom and all its files are still in Maven's repository. */
function isFresh(file: string, pom: string): boolean {
  if (!existsSync(file) || statSync(file).mtimeMs < statSync(pom).mtimeMs) return false;
  return readFileSync(file, "utf8").trim().split(delimiter).every(existsSync);
}

function missing(program: string, name: string, cause: Error): PipelineError {
  return new PipelineError(
    `${program} could not be started. Generating needs ${name} on the PATH; building, testing and using the packages do not.`,
    { cause },
  );
}
