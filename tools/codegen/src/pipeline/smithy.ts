import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { KNOWN_PATTERNS_VARIABLE } from "../server-stub/known-patterns.ts";
import { classpath, missingProgram } from "./java-classpath.ts";
import { PipelineError } from "./pipeline-error.ts";
import { builtEvents, fatalEvents } from "./validation-events.ts";

const CLI = "software.amazon.smithy.cli.SmithyCli";

/** Java's optimising compiler and its threaded collector cost a run of seconds more than they save: half of its time. */
const BRIEF_RUN = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

/** Java takes these from the machine, and with them how texts are read, written and compared. */
const SAME_EVERYWHERE = [
  "-Dfile.encoding=UTF-8",
  "-Dline.separator=\n",
  "-Duser.country=US",
  "-Duser.language=en",
  "-Duser.timezone=UTC",
];

/** The pinned Java side: Smithy's command line on the class path that Maven resolves from `tools/smithy/pom.xml`. */
export class Smithy {
  readonly #workspace: string;
  readonly #classpath: string;

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.#classpath = classpath(join(workspace, "tools", "smithy"));
  }

  /**
   * Runs all plugins of `model/smithy-build.json`. Their output is below the given folder.
   *
   * @throws PipelineError on every validation event that is at least a warning, and when a plugin fails
   */
  build(output: string): void {
    const { stdout, stderr, status } = this.#run(["build", "--discover", "--output", output]);
    // Generating takes in what it needs to validate, so a sound model is not read twice.
    refuseEvents(status === 0 ? builtEvents(output) : this.#events());
    if (status !== 0) throw new PipelineError(`smithy build failed:\n${stdout}${stderr}`);
  }

  /**
   * Runs the same plugins on another model, such as that of a release. It was sound when it was released: what the present
   * linters say about it does not count.
   *
   * @param model a file with its JSON AST, which has no suppressions: those of the present model go with it
   * @throws PipelineError when a plugin fails
   */
  buildOther(model: string, output: string): void {
    const folder = join(this.#workspace, "model");
    const configuration = JSON.parse(readFileSync(join(folder, "smithy-build.json"), "utf8"));
    const sources = [resolve(model), join(folder, "src", "metadata.smithy")];
    const file = `${output}.smithy-build.json`;
    writeFileSync(file, JSON.stringify({ ...configuration, sources }));
    const { stdout, stderr, status } = this.#run(["build", "--discover", "--config", file, "--output", output]);
    if (status !== 0) throw new PipelineError(`smithy build of ${model} failed:\n${stdout}${stderr}`);
  }

  /**
   * Answers the model's JSON AST, what it builds upon included.
   *
   * @param otherModel a folder with a model that takes the place of the workspace's
   */
  ast(otherModel?: string): string {
    const other = otherModel === undefined ? [] : ["--no-config", otherModel];
    const { stdout, stderr, status } = this.#run(["ast", "--allow-unknown-traits", ...other]);
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

  #events(): readonly string[] {
    return fatalEvents(this.#run(["validate", "--discover", "--severity", "WARNING", "--format", "csv"]).stdout);
  }

  #run([command = "", ...args]: readonly string[]): {
    readonly stdout: string;
    readonly stderr: string;
    readonly status: number | null;
  } {
    const java = [...BRIEF_RUN, ...SAME_EVERYWHERE, "-cp", this.#classpath, CLI];
    const { error, stdout, stderr, status } = spawnSync("java", [...java, command, "--no-color", ...args], {
      cwd: join(this.#workspace, "model"),
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      env: environment(this.#workspace),
    });
    if (error !== undefined) throw missingProgram("java", "Java 17 or newer", error);
    return { stdout, stderr, status };
  }
}

function environment(workspace: string): NodeJS.ProcessEnv {
  const bin = join(workspace, "node_modules", ".bin");
  return {
    ...process.env,
    // Where the locale has no letters beyond ASCII, Java finds no file that has one in its path.
    LC_ALL: "C.UTF-8",
    PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
    [KNOWN_PATTERNS_VARIABLE]: join(workspace, "tools", "smithy", "target", "known-patterns.json"),
  };
}

function refuseEvents(events: readonly string[]): void {
  if (events.length === 0) return;
  throw new PipelineError(
    `The model has ${events.length} validation event(s). Mend the model, or suppress an event with its reason in ` +
      `model/src/metadata.smithy:\n${events.join("\n")}`,
  );
}
