import { chosenService } from "../smithy-ast/chosen-service.ts";
import type { Model } from "../smithy-ast/model.ts";
import type { Target, TargetOptions } from "../target.ts";
import type { GeneratedFile } from "../typescript/source-file.ts";
import { emitDataTypes } from "./emit-data-types.ts";
import { emitIndex } from "./emit-index.ts";
import { emitOperation } from "./emit-operation.ts";
import { Reference } from "./reference.ts";

/** Generates the reference of an awsJson1_1 service, in Markdown. */
export const referenceTarget: Target = {
  name: "reference",
  summary:
    "The reference of an awsJson1_1 service in Markdown: a page for each operation, one for the data types, and an " +
    "index. Options: --service, the service's shape ID (needed where the model has several).",
  optionNames: ["service"],
  generate: generateReference,
};

function generateReference(model: Model, options: TargetOptions): readonly GeneratedFile[] {
  const reference = new Reference(model, chosenService(model, options.get("service")));
  const operations = reference.service.operations.map((operation) => emitOperation(reference, operation));
  return [emitIndex(reference), ...operations, emitDataTypes(reference)];
}
