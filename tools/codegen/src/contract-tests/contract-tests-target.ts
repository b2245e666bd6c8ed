import { type Model, ModelError } from "../smithy-ast/model.ts";
import type { Target, TargetOptions } from "../target.ts";
import type { GeneratedFile } from "../typescript/source-file.ts";
import { Contract } from "./contract.ts";
import { emitExamples } from "./emit-examples.ts";
import { emitService } from "./emit-service.ts";
import { emitShapes } from "./emit-shapes.ts";

const DEFAULT_RUNTIME = "@borrow-license/contract-tests/arbitraries";
const PROTOCOL = "aws.protocols#awsJson1_1";

/** Generates what contract tests of an awsJson1_1 service are made of. */
export const contractTestsTarget: Target = {
  name: "contract-tests",
  summary:
    "What contract tests of an awsJson1_1 service are made of: fast-check arbitraries for the valid and the minimally " +
    "invalid values of every shape, the operations with their errors, and the documented examples. Options: --types, the " +
    "module that has the types of the shapes' values, which has to be given; --service, the service's shape ID (needed " +
    `where the model has several); --runtime, the module of the runtime (${DEFAULT_RUNTIME}); --command, the command ` +
    "that generates the files again, for their first lines; --long number|bigint, the type of 64-bit numbers (number).",
  optionNames: ["service", "runtime", "types", "command", "long"],
  generate: generateContractTests,
};

function generateContractTests(model: Model, options: TargetOptions): readonly GeneratedFile[] {
  const long = options.get("long") ?? "number";
  if (long !== "number" && long !== "bigint") {
    throw new ModelError(`--long is number or bigint, not ${JSON.stringify(long)}.`);
  }
  const types = options.get("types");
  if (types === undefined) throw new ModelError("Say with --types which module has the types, such as a client's.");
  const contract = new Contract(model, serviceId(model, options.get("service")), {
    types,
    runtime: options.get("runtime") ?? DEFAULT_RUNTIME,
    command: options.get("command") ?? "borrow-license-codegen contract-tests < model.json",
    bigLongs: long === "bigint",
  });
  if (!contract.service.traits.has(PROTOCOL)) {
    throw new ModelError(`${contract.service.id} does not have the protocol ${PROTOCOL}.`);
  }
  return [emitExamples(contract), emitIndex(contract), emitService(contract), emitShapes(contract)];
}

function emitIndex(contract: Contract): GeneratedFile {
  const file = contract.file("index.ts");
  for (const path of ["examples", "service", "shapes"]) file.print(`export * from "./${path}.js";`);
  return file.render();
}

function serviceId(model: Model, wanted: string | undefined): string {
  if (wanted !== undefined) return wanted;
  const [only, ...others] = model.serviceIds();
  if (only === undefined) throw new ModelError("The model has no service.");
  if (others.length > 0) {
    throw new ModelError(`The model has several services; choose one with --service: ${[only, ...others].join(", ")}.`);
  }
  return only;
}
