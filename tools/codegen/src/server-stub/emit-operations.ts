import type { Operation } from "../smithy-ast/model.ts";
import { lowerCamelCase, quoted } from "../typescript/identifier.ts";
import { type Code, code, type GeneratedFile, importedValue, type SourceFile } from "../typescript/source-file.ts";
import { writerName } from "./emit-writers.ts";
import { readerName } from "./reader-scope.ts";
import type { Stub } from "./stub.ts";
import { MODULES } from "./stub-names.ts";

const UNIT = "smithy.api#Unit";

/** Emits each operation's definition: a constant of its own, so that a bundle holds only what it uses. */
export function emitOperations(stub: Stub): GeneratedFile {
  const file = stub.file("operations.ts");
  for (const operation of stub.service.operations) emitOperation(stub, file, operation);
  return file.render();
}

function emitOperation(stub: Stub, file: SourceFile, operation: Operation): void {
  const name = file.declares(stub.names.operationDefinition(operation.name));
  file.print(`/** \`${operation.name}\` on the wire. */`);
  file.block(
    code`export const ${name}: ${stub.names.runtimeType("OperationDefinition")} = {`,
    () => {
      file.print(`name: ${quoted(operation.name)},`);
      file.print(`method: ${quoted(lowerCamelCase(operation.name))},`);
      file.print(code`readInput: (value, reader) => ${inputReader(stub, operation)}(value, undefined, reader),`);
      file.print(code`writeOutput: ${outputWriter(stub, operation)},`);
      file.print(`errors: new Set([${stub.errorNames(operation).map(quoted).join(", ")}]),`);
    },
    "};",
  );
  file.print();
}

function inputReader(stub: Stub, operation: Operation): Code {
  if (operation.input === UNIT) return code`${stub.names.runtimeValue("readUnit")}`;
  return code`${importedValue(readerName(stub, stub.model.dataShape(operation.input)), MODULES.readers)}`;
}

function outputWriter(stub: Stub, operation: Operation): Code {
  if (operation.output === UNIT) return code`() => ({})`;
  return code`${importedValue(writerName(stub, stub.model.dataShape(operation.output)), MODULES.writers)}`;
}
