import type { JsonValue } from "../smithy-ast/ast.ts";
import { ModelError, type Operation } from "../smithy-ast/model.ts";
import { propertyName, quoted } from "../typescript/identifier.ts";
import { code, type GeneratedFile, type SourceFile } from "../typescript/source-file.ts";
import type { Contract } from "./contract.ts";

interface ExampleTrait {
  readonly title: string;
  readonly documentation?: string;
  readonly input?: JsonValue;
  readonly output?: JsonValue;
  readonly error?: { readonly shapeId: string; readonly content: JsonValue };
  readonly allowConstraintErrors?: boolean;
}

/** Emits the model's examples, as values that an application sends and receives. */
export function emitExamples(contract: Contract): GeneratedFile {
  const file = contract.file("examples.ts");
  file.doc("The documented examples of all operations.");
  const type = contract.runtimeType("OperationExample");
  file.block(
    code`export const ${file.declares("examples")}: readonly ${type}[] = [`,
    () => {
      for (const operation of contract.service.operations) emitOperation(contract, file, operation);
    },
    "];",
  );
  return file.render();
}

function emitOperation(contract: Contract, file: SourceFile, operation: Operation): void {
  const trait = (operation.traits.get("smithy.api#examples") ?? []) as unknown as readonly ExampleTrait[];
  for (const { allowConstraintErrors, documentation, error, input, output, title } of trait) {
    file.block(
      "{",
      () => {
        file.print(`operation: ${quoted(operation.name)},`);
        file.print(`title: ${quoted(title)},`);
        if (documentation !== undefined) file.print(`documentation: ${quoted(documentation)},`);
        file.print(`input: ${valueExpression(contract, operation.input, input ?? {})},`);
        if (error !== undefined) {
          const { name } = contract.model.structure(error.shapeId);
          const content = valueExpression(contract, error.shapeId, error.content);
          file.print(`error: { name: ${quoted(name)}, content: ${content} },`);
        } else file.print(`output: ${valueExpression(contract, operation.output, output ?? {})},`);
        if (allowConstraintErrors === true) file.print("allowInvalidInput: true,");
      },
      "},",
    );
  }
}

/** The expression for a value of the model, in the form that an application sees. */
function valueExpression(contract: Contract, id: string, value: JsonValue): string {
  if (id === "smithy.api#Unit") return "{}";
  if (value === null) return "null";
  const shape = contract.model.dataShape(id);
  switch (shape.type) {
    case "structure":
    case "union":
      return objectExpression(value, (name) => {
        const member = shape.members.find((each) => each.name === name);
        if (member === undefined) throw new ModelError(`An example has a member ${name}, which ${id} does not have.`);
        return member.target;
      });
    case "map":
      return objectExpression(value, () => shape.value.target);
    case "list":
      return `[${(value as readonly JsonValue[]).map((each) => valueExpression(contract, shape.member.target, each)).join(", ")}]`;
    default:
      return contract.literal(id, value);
  }

  function objectExpression(object: JsonValue, targetOf: (name: string) => string): string {
    const entries = Object.entries(object as Readonly<Record<string, JsonValue>>).map(
      ([name, each]) => `${propertyName(name)}: ${valueExpression(contract, targetOf(name), each)}`,
    );
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
}
