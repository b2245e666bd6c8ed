import type { Model } from "./smithy-ast/model.ts";
import type { GeneratedFile } from "./typescript/source-file.ts";

/** What a `run::` plugin of `smithy-build.json` passes to a target, as `--name value`. */
export type TargetOptions = ReadonlyMap<string, string>;

/** One thing that can be generated from a model. Each has a folder of its own. */
export interface Target {
  readonly name: string;
  /** What it generates and which options it takes, for the program's help. */
  readonly summary: string;
  readonly optionNames: readonly string[];
  generate(model: Model, options: TargetOptions): readonly GeneratedFile[];
}
