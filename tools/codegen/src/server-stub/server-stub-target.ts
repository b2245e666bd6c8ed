import { chosenService } from "../smithy-ast/chosen-service.ts";
import { type Model, ModelError } from "../smithy-ast/model.ts";
import type { Target, TargetOptions } from "../target.ts";
import type { GeneratedFile } from "../typescript/source-file.ts";
import { emitEnums } from "./emit-enums.ts";
import { emitErrors } from "./emit-errors.ts";
import { emitOperations } from "./emit-operations.ts";
import { emitService } from "./emit-service.ts";
import { emitShapeFunctions } from "./emit-shape-functions.ts";
import { emitStructures } from "./emit-structures.ts";
import { refusePatterns } from "./refuse-patterns.ts";
import { ShapeFunctions } from "./shape-functions.ts";
import { Stub } from "./stub.ts";

const DEFAULT_RUNTIME = "@borrow-license/server-stub/runtime";
const PROTOCOL = "aws.protocols#awsJson1_1";

/** Generates the server side of an awsJson1_1 service. */
export const serverStubTarget: Target = {
  name: "server-stub",
  summary:
    "The server side of an awsJson1_1 service: types, readers, writers, errors and a handler. Options: --service, the " +
    `service's shape ID (needed where the model has several); --runtime, the module of the runtime (${DEFAULT_RUNTIME}); ` +
    "--command, the command that generates the files again, for their first lines; --long number|bigint, the type of " +
    "64-bit numbers (number, which refuses those beyond 2^53 - 1); --patterns checked|trusted, whether patterns are " +
    "refused that hostile texts can make slow (checked).",
  optionNames: ["service", "runtime", "command", "long", "patterns"],
  generate: generateServerStub,
};

function generateServerStub(model: Model, options: TargetOptions): readonly GeneratedFile[] {
  const stub = new Stub(model, chosenService(model, options.get("service")), {
    runtime: options.get("runtime") ?? DEFAULT_RUNTIME,
    command: options.get("command") ?? "borrow-license-codegen server-stub < model.json",
    bigLongs: isSecond(options, "long", ["number", "bigint"]),
  });
  if (!stub.service.traits.has(PROTOCOL)) {
    throw new ModelError(`${stub.service.id} does not have the protocol ${PROTOCOL}.`);
  }
  const functions = new ShapeFunctions(stub);
  refusePatterns(functions, isSecond(options, "patterns", ["checked", "trusted"]));
  const files = [
    emitShapeFunctions(stub, functions, "expect", "checks.ts"),
    emitEnums(stub),
    emitErrors(stub),
    emitOperations(stub, functions),
    emitShapeFunctions(stub, functions, "read", "readers.ts"),
    emitService(stub),
    emitStructures(stub),
    emitShapeFunctions(stub, functions, "write", "writers.ts"),
  ].filter((file) => file.text.includes("export "));
  return [...files, emitIndex(stub, files)];
}

/** What people import: everything but the readers, the writers and the definitions of single operations. */
function emitIndex(stub: Stub, files: readonly GeneratedFile[]): GeneratedFile {
  const file = stub.file("index.ts");
  for (const path of ["enums", "errors", "service", "structures"]) {
    if (files.some((candidate) => candidate.path === `${path}.ts`)) file.print(`export * from "./${path}.js";`);
  }
  return file.render();
}

/** Whether an option has the second of its two values. The first one is the default. */
function isSecond(options: TargetOptions, name: string, [first, second]: readonly [string, string]): boolean {
  const value = options.get(name) ?? first;
  if (value === first || value === second) return value === second;
  throw new ModelError(`--${name} is ${first} or ${second}, not ${JSON.stringify(value)}.`);
}
