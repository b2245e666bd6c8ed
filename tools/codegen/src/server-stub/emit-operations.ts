import type { Member, Operation, StructureShape } from "../smithy-ast/model.ts";
import { lowerCamelCase, propertyAccess, propertyName, quoted } from "../typescript/identifier.ts";
import {
  type Code,
  code,
  type GeneratedFile,
  type ImportedName,
  importedValue,
  joined,
  type SourceFile,
} from "../typescript/source-file.ts";
import type { ShapeFunctions } from "./shape-functions.ts";
import type { Stub } from "./stub.ts";
import { MODULES } from "./stub-names.ts";

const HEADER_TYPES = new Set(["boolean", "byte", "enum", "intEnum", "integer", "long", "short", "string"]);

/**
 * Emits the definition of each operation and each error: constants of their own, so that a bundle holds only what it
 * uses.
 */
export function emitOperations(stub: Stub, functions: ShapeFunctions): GeneratedFile {
  const file = stub.file("operations.ts");
  for (const error of stub.errors) emitError(stub, functions, file, error);
  for (const operation of stub.service.operations) emitOperation(stub, functions, file, operation);
  return file.render();
}

/** The definition of an error, by its name on the wire, as an entry of a map. */
export function errorEntries(stub: Stub, errors: readonly StructureShape[]): Code {
  const entries = errors.map(
    (error) => code`[${quoted(error.name)}, ${importedValue(stub.names.errorDefinition(error), MODULES.operations)}]`,
  );
  return code`/* @__PURE__ */ new Map([${joined(entries, ", ")}])`;
}

/** The constant that defines an operation. */
export function operationDefinition(stub: Stub, operation: Operation): ImportedName {
  return importedValue(stub.names.operationDefinition(operation.name), MODULES.operations);
}

function emitError(stub: Stub, functions: ShapeFunctions, file: SourceFile, error: StructureShape): void {
  const headers = error.members.flatMap((member) => headerEntry(stub, member, error));
  const name = file.declares(stub.names.errorDefinition(error));
  file.print(`/** \`${error.name}\` on the wire. */`);
  file.block(
    code`export const ${name}: ${stub.names.runtimeType("ErrorDefinition")} = {`,
    () => {
      file.print(
        code`writeMembers: (members, writer) => ${functions.root("write", error.id)}(members, undefined, writer),`,
      );
      if (headers.length === 0) return;
      const members = stub.names.errorMembersType(error);
      file.print(code`writeHeaders: (members: ${members}) => ({ ${headers.join(", ")} }),`);
    },
    "};",
  );
  file.print();
}

/** Texts, numbers and truth values are sent as headers too. The protocol asks for none: it is a service to clients. */
function headerEntry(stub: Stub, member: Member, error: StructureShape): readonly string[] {
  const header = member.traits.text("smithy.api#httpHeader");
  const { type } = stub.model.dataShape(member.target);
  if (header === undefined || !HEADER_TYPES.has(type)) return [];
  const value = `members${propertyAccess(member.name)}`;
  const text = type === "string" || type === "enum" ? "" : `${stub.isOptional(member, error) ? "?" : ""}.toString()`;
  return [`${propertyName(header.toLowerCase())}: ${value}${text}`];
}

function emitOperation(stub: Stub, functions: ShapeFunctions, file: SourceFile, operation: Operation): void {
  const name = file.declares(stub.names.operationDefinition(operation.name));
  const method = quoted(lowerCamelCase(operation.name));
  file.print(`/** \`${operation.name}\` on the wire. */`);
  file.block(
    code`export const ${name}: ${stub.names.runtimeType("OperationDefinition")}<${method}> = {`,
    () => {
      file.print(`name: ${quoted(operation.name)},`);
      file.print(`method: ${method},`);
      if (stub.hasExactNumbers(operation.input)) file.print("exactNumbers: true,");
      const read = functions.root("read", operation.input);
      const write = functions.root("write", operation.output);
      file.print(code`readInput: (value, reader) => ${read}(value, undefined, reader),`);
      file.print(code`writeOutput: (output, writer) => ${write}(output, undefined, writer),`);
      file.print(code`errors: ${errorEntries(stub, stub.errorsOf(operation))},`);
    },
    "};",
  );
  file.print();
}
