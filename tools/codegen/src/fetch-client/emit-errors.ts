import type { StructureShape } from "../smithy-ast/model.ts";
import { propertyName, quoted } from "../typescript/identifier.ts";
import { code, type GeneratedFile, importedType, type SourceFile } from "../typescript/source-file.ts";
import { memberCodec } from "./codec-expression.ts";
import type { FetchClient } from "./fetch-client.ts";
import { typeExpression } from "./type-expression.ts";

/** Emits a class for each error over one for all errors of the service, and how each is read. */
export function emitErrors(client: FetchClient): GeneratedFile {
  const file = client.file("errors.ts");
  file.print(`/** Every error that ${client.name} answers: the modelled ones are classes of their own. */`);
  file.print(
    code`export class ${file.declares(client.exceptionName)} extends ${client.runtimeValue("ServiceException")} {}`,
  );
  file.print();
  for (const error of client.errors) {
    emitClass(client, file, error);
    emitDefinition(client, file, error);
  }
  return file.render();
}

function emitClass(client: FetchClient, file: SourceFile, error: StructureShape): void {
  const name = file.declares(client.shapeName(error));
  const fault = quoted(faultOf(error));
  const retryable = error.traits.get("smithy.api#retryable") as { readonly throttling?: boolean } | undefined;
  const text = error.members.find((member) => member.name.toLowerCase() === "message" && member.name !== "message");
  file.doc(error.traits.documentation);
  file.block(`export class ${name} extends ${client.exceptionName} {`, () => {
    file.print(`declare readonly name: ${quoted(error.name)};`);
    file.print(`declare readonly $fault: ${fault};`);
    if (retryable !== undefined) {
      const trait = importedType("RetryableTrait", "@smithy/types");
      const value = retryable.throttling === true ? "{ throttling: true }" : "{}";
      file.print(code`override readonly $retryable: ${trait} = ${value};`);
    }
    for (const member of [...(text === undefined ? [] : [text]), ...client.errorMembers(error)]) {
      file.doc(member.traits.documentation);
      const mark = client.isOptional(member) ? "?" : "";
      file.print(
        code`declare ${propertyName(member.name)}${mark}: ${typeExpression(client, member.target)} | undefined;`,
      );
    }
    file.print();
    file.block(code`constructor(options: ${client.runtimeType("ExceptionOptions")}<${name}>) {`, () => {
      file.print(`super({ name: ${quoted(error.name)}, $fault: ${fault}, ...options });`);
    });
  });
  file.print();
}

function emitDefinition(client: FetchClient, file: SourceFile, error: StructureShape): void {
  const name = client.shapeName(error);
  const members = client.errorMembers(error);
  const headers = members.flatMap((member) => {
    const header = member.traits.text("smithy.api#httpHeader");
    return header === undefined ? [] : [`${propertyName(member.name)}: ${quoted(header.toLowerCase())}`];
  });
  const definition = file.declares(client.errorDefinition(error).name);
  file.print(`/** \`${error.name}\` on the wire. */`);
  file.block(
    code`export const ${definition}: ${client.runtimeType("ErrorDefinition")} = {`,
    () => {
      file.print(`name: ${quoted(error.name)},`);
      file.print(`type: ${name},`);
      if (members.length > 0) emitMembers(client, file, error);
      if (headers.length > 0) file.print(`headers: { ${headers.join(", ")} },`);
    },
    "};",
  );
  file.print();
}

function emitMembers(client: FetchClient, file: SourceFile, error: StructureShape): void {
  const members = client.errorMembers(error);
  const names = members.map(({ name }) => quoted(name)).join(" | ");
  file.block(
    code`members: /* @__PURE__ */ ${client.runtimeValue("structure")}<Pick<${client.shapeName(error)}, ${names}>>(() => ({`,
    () => {
      for (const member of members) {
        file.print(code`${propertyName(member.name)}: ${memberCodec(client, member, error)},`);
      }
    },
    "})),",
  );
}

function faultOf(error: StructureShape): "client" | "server" {
  return error.traits.text("smithy.api#error") === "server" ? "server" : "client";
}
