import type { StructureShape } from "../smithy-ast/model.ts";
import { quoted } from "../typescript/identifier.ts";
import { code, type GeneratedFile, type SourceFile } from "../typescript/source-file.ts";
import { emitInterface } from "./emit-structures.ts";
import { faultOf, messageMember, type Stub, statusOf } from "./stub.ts";

/** Emits a class for each error, with its members as an interface of their own, and the union of all classes. */
export function emitErrors(stub: Stub): GeneratedFile {
  const file = stub.file("errors.ts");
  for (const error of stub.errors) file.declares(stub.names.shape(error));
  for (const error of stub.errors) emitError(stub, file, error);
  if (stub.errors.length > 0) emitErrorUnion(stub, file);
  return file.render();
}

function emitErrorUnion(stub: Stub, file: SourceFile): void {
  const name = file.declares(stub.names.error);
  file.doc(`Any error of \`${stub.service.name}\`. Its \`name\` tells which.`);
  file.print(`export type ${name} = ${stub.errors.map((error) => stub.names.shape(error)).join(" | ")};`);
}

function emitError(stub: Stub, file: SourceFile, error: StructureShape): void {
  const name = stub.names.shape(error);
  const members = stub.names.errorMembers(error);
  const fault = faultOf(error);
  const status = statusOf(error);
  const message = messageMember(stub.model, error);
  const allOptional = error.members.every((member) => stub.isOptional(member, error));
  const options = stub.names.runtimeType("ServiceExceptionOptions");

  file.print(`/** Members of \`${name}\`. */`);
  emitInterface(stub, file, members, error);
  const documentation = `${error.traits.documentation ?? ""}\n\nHTTP status ${String(status)}, ${fault} fault.`;
  file.doc(documentation, error.traits.deprecation);
  file.block(code`export class ${name} extends ${stub.names.runtimeValue("ServiceException")}<${members}> {`, () => {
    file.print(`override readonly name = ${quoted(error.name)};`);
    file.print(`readonly fault = ${quoted(fault)};`);
    file.print(`readonly statusCode = ${String(status)};`);
    file.print();
    file.block(code`constructor(members: ${members}${allOptional ? " = {}" : ""}, options?: ${options}) {`, () => {
      const text = message === undefined ? '""' : `members.${message.name}${message.traits.required ? "" : ' ?? ""'}`;
      file.print(`super(${text}, members, options);`);
    });
  });
  file.print();
}
