import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { classpath, missingProgram } from "./java-classpath.ts";
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

  /** Answers the model's JSON AST, what it builds upon included. */
  ast(): string {
    const { stdout, stderr, status } = this.#run(["ast", "--allow-unknown-traits"]);
    if (status !== 0) throw new PipelineError(`smithy ast failed:\n${stdout}${stderr}`);
    return stdout;
  }

  /**
   * Compares two files with a JSON AST each.
   *
   * @returns the differences, as Smithy prints them as CSV: a line of names, then one each, the severity first
   */
  diff(oldModel: string, newModel: string): string {
    const options = ["--allow-unknown-traits", "--no-config", "--severity", "NOTE", "--format", "csv"];
    const { stdout, stderr } = this.#run([
      "diff",
      ...options,
      "--mode",
      "arbitrary",
      "--old",
      oldModel,
      "--new",
      newModel,
    ]);
    if (!stdout.startsWith("severity,")) throw new PipelineError(`smithy diff failed:\n${stdout}${stderr}`);
    return stdout;
  }

  #run(args: readonly string[]): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
    const bin = join(this.#workspace, "node_modules", ".bin");
    const { error, stdout, stderr, status } = spawnSync("java", ["-cp", this.#classpath, CLI, ...args, "--no-color"], {
      cwd: join(this.#workspace, "model"),
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` },
    });
    if (error !== undefined) throw missingProgram("java", "Java 17 or newer", error);
    return { stdout, stderr, status };
  }
}
