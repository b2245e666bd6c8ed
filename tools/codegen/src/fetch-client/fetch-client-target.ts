import { chosenService } from "../smithy-ast/chosen-service.ts";
import { type Model, ModelError } from "../smithy-ast/model.ts";
import type { Target, TargetOptions } from "../target.ts";
import type { GeneratedFile } from "../typescript/source-file.ts";
import { emitAggregatedClient } from "./emit-aggregated-client.ts";
import { emitClient } from "./emit-client.ts";
import { emitCodecs } from "./emit-codecs.ts";
import { emitCommands } from "./emit-commands.ts";
import { emitEndpoint } from "./emit-endpoint.ts";
import { emitEnums } from "./emit-enums.ts";
import { emitErrors } from "./emit-errors.ts";
import { emitPaginators } from "./emit-paginators.ts";
import { emitService } from "./emit-service.ts";
import { emitStructures } from "./emit-structures.ts";
import { FetchClient } from "./fetch-client.ts";

const PROTOCOL = "aws.protocols#awsJson1_1";

/** Generates a small client of an awsJson1_1 service, over `fetch`. */
export const fetchClientTarget: Target = {
  name: "fetch-client",
  summary:
    "A small client of an awsJson1_1 service over fetch, with the names and types of the upstream generator's client. " +
    "Options: --service, the service's shape ID (needed where the model has several); --runtime, the module of the " +
    "runtime, which has to be given; --command, the command that generates the files again, for their first lines; " +
    "--long number|bigint, the type of 64-bit numbers (number, which refuses those beyond 2^53 - 1).",
  optionNames: ["service", "runtime", "command", "long"],
  generate: generateFetchClient,
};

function generateFetchClient(model: Model, options: TargetOptions): readonly GeneratedFile[] {
  const long = options.get("long") ?? "number";
  if (long !== "number" && long !== "bigint") {
    throw new ModelError(`--long is number or bigint, not ${JSON.stringify(long)}.`);
  }
  const runtime = options.get("runtime");
  if (runtime === undefined) throw new ModelError("Say with --runtime which module the runtime is.");
  const client = new FetchClient(model, chosenService(model, options.get("service")), {
    runtime,
    command: options.get("command") ?? "borrow-license-codegen fetch-client < model.json",
    bigLongs: long === "bigint",
  });
  if (!client.service.traits.has(PROTOCOL)) {
    throw new ModelError(`${client.service.id} does not have the protocol ${PROTOCOL}.`);
  }
  const files = [
    emitAggregatedClient(client),
    emitClient(client),
    emitCodecs(client),
    emitCommands(client),
    emitEndpoint(client),
    emitEnums(client),
    emitErrors(client),
    emitPaginators(client),
    emitService(client),
    emitStructures(client),
  ].filter((file) => file.text.includes("export "));
  return [...files, emitIndex(client, files)];
}

const PUBLIC = ["aggregated-client", "client", "commands", "enums", "errors", "paginators", "structures"];

/** What people import: everything but what the client needs for itself. */
function emitIndex(client: FetchClient, files: readonly GeneratedFile[]): GeneratedFile {
  const file = client.file("index.ts");
  for (const name of PUBLIC.filter((each) => files.some(({ path }) => path === `${each}.ts`))) {
    if (name !== "errors") {
      file.print(`export * from "./${name}.js";`);
      continue;
    }
    const names = [...client.errors.map((error) => client.shapeName(error)), client.exceptionName].sort();
    file.print(`export { ${names.join(", ")} } from "./errors.js";`);
  }
  return file.render();
}
