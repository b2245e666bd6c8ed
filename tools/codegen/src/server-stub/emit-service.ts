import type { Operation, StructureShape } from "../smithy-ast/model.ts";
import { lowerCamelCase, propertyAccess, propertyName, quoted } from "../typescript/identifier.ts";
import {
  type Code,
  code,
  type GeneratedFile,
  importedValue,
  joined,
  type SourceFile,
} from "../typescript/source-file.ts";
import { writerName } from "./emit-writers.ts";
import { newError, type Stub } from "./stub.ts";
import { MODULES } from "./stub-names.ts";

/** Emits the service's interface, its definition and the function that makes its handler. */
export function emitService(stub: Stub): GeneratedFile {
  const file = stub.file("service.ts");
  emitInterface(stub, file);
  emitDefinition(stub, file);
  emitCreateHandler(stub, file);
  return file.render();
}

function emitInterface(stub: Stub, file: SourceFile): void {
  file.doc(`${stub.service.traits.documentation ?? ""}\n\nWhat a server implements. It may leave operations out.`);
  file.block(`export interface ${file.declares(stub.names.serviceInterface)} {`, () => {
    for (const operation of stub.service.operations) emitMethod(stub, file, operation);
  });
  file.print();
}

function emitMethod(stub: Stub, file: SourceFile, operation: Operation): void {
  const output = stub.payloadType(operation.output);
  const context = stub.names.runtimeType("OperationContext");
  file.doc(documentation(operation));
  file.print(
    code`${lowerCamelCase(operation.name)}(input: ${stub.payloadType(operation.input)}, context: ${context}): ${output} | Promise<${output}>;`,
  );
}

function documentation(operation: Operation): string {
  const names = operation.errors.map((id) => `\`${id.slice(id.indexOf("#") + 1)}\``);
  const errors = names.length === 0 ? "" : `It may throw ${names.join(", ")}.`;
  return `${operation.traits.documentation ?? ""}\n\n${errors}`;
}

function emitDefinition(stub: Stub, file: SourceFile): void {
  const type = stub.names.runtimeType("ServiceDefinition");
  file.print(`/** \`${stub.service.name}\` on the wire. */`);
  file.block(
    code`export const ${file.declares(stub.names.serviceDefinition)}: ${type} = {`,
    () => {
      file.print(`name: ${quoted(stub.service.name)},`);
      const operations = stub.service.operations.map(
        ({ name }) => code`${importedValue(stub.names.operationDefinition(name), MODULES.operations)}`,
      );
      file.print(code`operations: [${joined(operations, ", ")}],`);
      file.block(
        "errors: new Map([",
        () => {
          for (const error of stub.errors) emitErrorEntry(stub, file, error);
        },
        "]),",
      );
      file.print(
        code`constraintError: (message) => ${errorOr(stub, stub.serviceConstraintError, "ValidationException")},`,
      );
      file.print(code`internalError: (message) => ${errorOr(stub, stub.serviceInternalError, "InternalFailure")},`);
    },
    "};",
  );
  file.print();
}

function errorOr(stub: Stub, error: StructureShape | undefined, fallback: string): Code {
  return error === undefined
    ? code`new ${stub.names.runtimeValue(fallback)}(message)`
    : newError(stub, error, "message");
}

function emitErrorEntry(stub: Stub, file: SourceFile, error: StructureShape): void {
  const headers = error.members.flatMap((member) => {
    const header = member.traits.text("smithy.api#httpHeader");
    return header === undefined ? [] : [`${propertyName(header.toLowerCase())}: members${propertyAccess(member.name)}`];
  });
  const writeMembers = code`writeMembers: ${importedValue(writerName(stub, error), MODULES.writers)}`;
  const writeHeaders =
    headers.length === 0
      ? code``
      : code`, writeHeaders: (members: ${stub.names.errorMembersType(error)}) => ({ ${headers.join(", ")} })`;
  file.print(code`[${quoted(error.name)}, { ${writeMembers}${writeHeaders} }],`);
}

function emitCreateHandler(stub: Stub, file: SourceFile): void {
  const { createHandler, serviceDefinition, serviceInterface } = stub.names;
  const options = stub.names.runtimeType("HandlerOptions");
  const handler = stub.names.runtimeType("FetchHandler");
  file.doc(
    [
      `Makes a handler for requests out of a service object.`,
      ``,
      `The handler is a function from a \`Request\` to a \`Response\`; adapters serve it on other carriers. An operation`,
      `that the object does not have is answered with \`UnknownOperationException\`.`,
    ].join("\n"),
  );
  file.block(
    code`export function ${file.declares(createHandler)}(service: Partial<${serviceInterface}>, options?: ${options}): ${handler} {`,
    () => {
      const create = stub.names.runtimeValue("createFetchHandler");
      file.print(code`return ${create}(${serviceDefinition}, service, options);`);
    },
  );
}
