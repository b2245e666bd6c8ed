import type { Model } from "../smithy-ast/model.ts";
import type { Target, TargetOptions } from "../target.ts";
import type { GeneratedFile } from "../typescript/source-file.ts";
import { emitEnums } from "./emit-enums.ts";
import { emitProfiles } from "./emit-profiles.ts";
import { emitReaders } from "./emit-readers.ts";
import { emitStructures } from "./emit-structures.ts";
import { emitWriters } from "./emit-writers.ts";
import { TokenPackage } from "./token-package.ts";

/** Generates claims of signed tokens: their types, readers that check them, and writers. */
export const tokenVerificationTarget: Target = {
  name: "token-verification",
  summary:
    "Claims of signed tokens, from every structure with the trait borrowlicense.traits#jsonWebToken. Options: " +
    "--command, the command that generates the files again, for their first lines.",
  optionNames: ["command"],
  generate: generateTokenVerification,
};

function generateTokenVerification(model: Model, options: TargetOptions): readonly GeneratedFile[] {
  const tokens = new TokenPackage(
    model,
    options.get("command") ?? "borrow-license-codegen token-verification < model.json",
  );
  const files = [
    emitEnums(tokens),
    emitProfiles(tokens),
    emitReaders(tokens),
    emitStructures(tokens),
    emitWriters(tokens),
  ].filter((file) => file.text.includes("export "));
  return [...files, emitIndex(tokens, files)];
}

function emitIndex(tokens: TokenPackage, files: readonly GeneratedFile[]): GeneratedFile {
  const file = tokens.file("index.ts");
  for (const { path } of files) file.print(`export * from "./${path.replace(/\.ts$/, ".js")}";`);
  return file.render();
}
