import type { Operation, StructureShape } from "../smithy-ast/model.ts";
import { quoted } from "../typescript/identifier.ts";
import { type Code, code, type GeneratedFile, type SourceFile } from "../typescript/source-file.ts";
import type { Contract } from "./contract.ts";

/** Emits what operations take and answer, and the errors. */
export function emitService(contract: Contract): GeneratedFile {
  const file = contract.file("service.ts");
  file.doc(`The contract of \`${contract.service.name}\`.`);
  file.block(
    code`export const ${file.declares("service")}: ${contract.runtimeType("ServiceContract")} = {`,
    () => {
      file.print(`name: ${quoted(contract.service.name)},`);
      const names = [
        ["signingName", signingName(contract)],
        ["constraintError", contract.constraintError()],
        ["internalError", contract.internalError],
      ] as const;
      for (const [name, value] of names) if (value !== undefined) file.print(`${name}: ${quoted(value)},`);
      file.block(
        "operations: [",
        () => {
          for (const operation of contract.service.operations) emitOperation(contract, file, operation);
        },
        "],",
      );
      file.block(
        "errors: [",
        () => {
          for (const error of contract.errors) emitError(contract, file, error);
        },
        "],",
      );
    },
    "};",
  );
  return file.render();
}

function emitOperation(contract: Contract, file: SourceFile, operation: Operation): void {
  const { input, name, output, traits } = operation;
  file.block(
    "{",
    () => {
      file.print(`name: ${quoted(name)},`);
      file.print(code`input: ${payload(contract, input)},`);
      file.print(code`output: ${payload(contract, output)},`);
      file.print(`errors: [${contract.errorsOf(operation).map(quoted).join(", ")}],`);
      file.print(`isReadonly: ${traits.has("smithy.api#readonly")},`);
    },
    "},",
  );
}

function emitError(contract: Contract, file: SourceFile, error: StructureShape): void {
  const fault = error.traits.text("smithy.api#error") === "server" ? "server" : "client";
  const status = Number(error.traits.get("smithy.api#httpError") ?? (fault === "server" ? 500 : 400));
  const message = error.members.find(({ name }) => name.toLowerCase() === "message");
  file.block(
    "{",
    () => {
      file.print(`name: ${quoted(error.name)},`);
      file.print(`status: ${status},`);
      file.print(`fault: ${quoted(fault)},`);
      if (message !== undefined) file.print(`messageMember: ${quoted(message.name)},`);
      file.print(code`shape: ${contract.constant(error)},`);
    },
    "},",
  );
}

function payload(contract: Contract, id: string): Code {
  if (id === "smithy.api#Unit") return code`${contract.runtimeValue("unitShape")}()`;
  return code`${contract.constant(contract.model.dataShape(id))}`;
}

function signingName(contract: Contract): string | undefined {
  const trait = contract.service.traits.get("aws.auth#sigv4") as { readonly name?: string } | undefined;
  return trait?.name;
}
