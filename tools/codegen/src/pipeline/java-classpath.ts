import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { PipelineError } from "./pipeline-error.ts";

/**
 * The class path of a pom's dependencies, which Maven resolves once for each content of the pom.
 *
 * @param folder where `pom.xml` is; its `target` folder keeps the result
 */
export function classpath(folder: string): string {
  const pom = join(folder, "pom.xml");
  const file = join(folder, "target", "classpath.txt");
  if (!isFresh(file, pom)) {
    const args = ["-q", "-B", "-f", pom, "dependency:build-classpath", `-Dmdep.outputFile=${file}`];
    const { error, stdout, stderr, status } = spawnSync("mvn", args, { encoding: "utf8" });
    if (error !== undefined) throw missingProgram("mvn", "Maven", error);
    if (status !== 0) throw new PipelineError(`Maven could not resolve ${pom}:\n${stdout}${stderr}`);
  }
  return readFileSync(file, "utf8").trim();
}

/** A class path is fresh when it is newer than the pom and all its files are still in Maven's repository. */
function isFresh(file: string, pom: string): boolean {
  if (!existsSync(file) || statSync(file).mtimeMs < statSync(pom).mtimeMs) return false;
  return readFileSync(file, "utf8").trim().split(delimiter).every(existsSync);
}

/** The error for a program that is not there. */
export function missingProgram(program: string, name: string, cause: Error): PipelineError {
  return new PipelineError(
    `${program} could not be started. Generating needs ${name} on the PATH; building, testing and using the packages do not.`,
    { cause },
  );
}
