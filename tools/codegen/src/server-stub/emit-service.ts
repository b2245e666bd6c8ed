import type { Operation } from "../smithy-ast/model.ts";
import { lowerCamelCase, quoted } from "../typescript/identifier.ts";
import { type Code, code, type GeneratedFile, joined, type SourceFile } from "../typescript/source-file.ts";
import { errorEntries, operationDefinition } from "./emit-operations.ts";
import { constraintErrorParts, newError, type Stub, statusOf } from "./stub.ts";

/** Emits the service's interface, its definition and the functions that make its handlers. */
export function emitService(stub: Stub): GeneratedFile {
  const file = stub.file("service.ts");
  emitInterface(stub, file);
  emitCall(stub, file);
  emitProtocol(stub, file);
  emitDefinition(stub, file);
  emitCreateHandler(stub, file);
  emitCreateOperationsHandler(stub, file);
  return file.render();
}

function emitInterface(stub: Stub, file: SourceFile): void {
  file.doc(
    [
      stub.service.traits.documentation ?? "",
      "What a server implements. It may leave operations out. `Caller` is what the handler's `identifyCaller` makes of a request.",
    ].join("\n\n"),
  );
  file.block(`export interface ${file.declares(stub.names.serviceInterface)}<Caller = unknown> {`, () => {
    for (const operation of stub.service.operations) emitMethod(stub, file, operation);
  });
  file.print();
}

function emitMethod(stub: Stub, file: SourceFile, operation: Operation): void {
  const output = stub.payloadType(operation.output);
  const context = stub.names.runtimeType("OperationContext");
  file.doc(documentation(operation), operation.traits.deprecation);
  file.print(
    code`${lowerCamelCase(operation.name)}(input: ${stub.payloadType(operation.input)}, context: ${context}<Caller>): ${output} | Promise<${output}>;`,
  );
}

function documentation(operation: Operation): string {
  const names = operation.errors.map((id) => `\`${id.slice(id.indexOf("#") + 1)}\``);
  const errors = names.length === 0 ? "" : `It may throw ${names.join(", ")}.`;
  return `${operation.traits.documentation ?? ""}\n\n${errors}`;
}

function emitCall(stub: Stub, file: SourceFile): void {
  const call = stub.names.runtimeType("OperationCall");
  file.doc(
    "A call of one of the operations, as interceptors see it. Its `operation` tells the types of input and output.",
  );
  file.block(
    `export type ${file.declares(stub.names.call)}<Caller = unknown> =`,
    () => {
      for (const { name, input, output } of stub.service.operations) {
        const types = code`${quoted(name)}, ${stub.payloadType(input)}, ${stub.payloadType(output)}, Caller`;
        file.print(code`| ${call}<${types}>`);
      }
      if (stub.service.operations.length === 0) file.print("never");
    },
    ";",
  );
  file.print();
  file.doc(`How a handler of \`${stub.names.serviceInterface}\` deals with requests.`);
  const options = stub.names.runtimeType("HandlerOptions");
  file.print(
    code`export type ${file.declares(stub.names.handlerOptions)}<Caller = unknown> = ${options}<${stub.names.call}<Caller>, Caller>;`,
  );
  file.print();
}

function emitProtocol(stub: Stub, file: SourceFile): void {
  const type = stub.names.runtimeType("ServiceProtocol");
  file.print(`/** What all operations of \`${stub.service.name}\` share on the wire. */`);
  file.block(
    code`export const ${file.declares(stub.names.serviceProtocol)}: ${type} = {`,
    () => {
      file.print(`name: ${quoted(stub.service.name)},`);
      const names = stub.errors.map((error) => quoted(error.name)).join(", ");
      file.print(`errorNames: /* @__PURE__ */ new Set([${names}]),`);
      file.print(code`errors: ${errorEntries(stub, stub.commonErrors)},`);
      file.print(code`constraintError: ${constraintError(stub)},`);
      file.print(code`internalError: (message) => ${internalError(stub)},`);
    },
    "};",
  );
  file.print();
}

function constraintError(stub: Stub): Code {
  const error = stub.serviceConstraintError;
  if (error === undefined) return code`${stub.names.runtimeValue("validationError")}`;
  const { members, names } = constraintErrorParts(stub, error);
  return code`(${names}) => ({ name: ${quoted(error.name)}, statusCode: ${String(statusOf(error))}, message, members: ${members} })`;
}

function internalError(stub: Stub): Code {
  const error = stub.serviceInternalError;
  if (error === undefined) return code`new ${stub.names.runtimeValue("InternalFailure")}(message)`;
  return newError(stub, error);
}

function emitDefinition(stub: Stub, file: SourceFile): void {
  const type = stub.names.runtimeType("ServiceDefinition");
  const define = stub.names.runtimeValue("serviceDefinition");
  const operations = stub.service.operations.map((operation) => code`${operationDefinition(stub, operation)}`);
  file.print(`/** \`${stub.service.name}\` on the wire, with all its operations. */`);
  file.print(
    code`export const ${file.declares(stub.names.serviceDefinition)}: ${type} = /* @__PURE__ */ ${define}(${stub.names.serviceProtocol}, [${joined(operations, ", ")}]);`,
  );
  file.print();
}

function emitCreateHandler(stub: Stub, file: SourceFile): void {
  const { createHandler, handlerOptions, serviceDefinition, serviceInterface } = stub.names;
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
    code`export function ${file.declares(createHandler)}<Caller = unknown>(service: Partial<${serviceInterface}<Caller>>, options?: ${handlerOptions}<Caller>): ${handler} {`,
    () => {
      const create = stub.names.runtimeValue("createFetchHandler");
      file.print(code`return ${create}(${serviceDefinition}, service, options);`);
    },
  );
  file.print();
}

function emitCreateOperationsHandler(stub: Stub, file: SourceFile): void {
  const { createOperationsHandler, handlerOptions, serviceInterface, serviceProtocol } = stub.names;
  const handler = stub.names.runtimeType("FetchHandler");
  const operation = stub.names.runtimeType("OperationDefinition");
  file.doc(
    [
      `Makes a handler for some of the operations, so that a bundle holds nothing of the others.`,
      ``,
      `The definitions of the operations are in the module \`operations\`. All of them have to be implemented.`,
    ].join("\n"),
  );
  file.block(
    code`export function ${file.declares(createOperationsHandler)}<Method extends keyof ${serviceInterface}, Caller = unknown>(operations: readonly ${operation}<Method>[], service: Pick<${serviceInterface}<Caller>, Method>, options?: ${handlerOptions}<Caller>): ${handler} {`,
    () => {
      const create = stub.names.runtimeValue("createFetchHandler");
      const define = stub.names.runtimeValue("serviceDefinition");
      file.print(code`return ${create}(${define}(${serviceProtocol}, operations), service, options);`);
    },
  );
}
