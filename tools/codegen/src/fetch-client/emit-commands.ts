import type { Operation, StructureShape } from "../smithy-ast/model.ts";
import { lowerCamelCase, quoted } from "../typescript/identifier.ts";
import {
  type Code,
  code,
  type GeneratedFile,
  importedType,
  joined,
  type SourceFile,
} from "../typescript/source-file.ts";
import { payloadCodec } from "./codec-expression.ts";
import type { FetchClient } from "./fetch-client.ts";

/** Emits each operation: the types of its input and output, what it is on the wire, and its command. */
export function emitCommands(client: FetchClient): GeneratedFile {
  const file = client.file("commands.ts");
  for (const operation of client.service.operations) {
    emitTypes(client, file, operation);
    emitOperation(client, file, operation);
    emitCommand(client, file, operation);
  }
  return file.render();
}

function emitTypes(client: FetchClient, file: SourceFile, operation: Operation): void {
  const command = client.command(operation);
  const bearer = importedType("MetadataBearer", "@smithy/types");
  const [input, output] = [operation.input, operation.output].map((id) =>
    id === "smithy.api#Unit" ? undefined : client.shapeType(client.model.dataShape(id)),
  );
  file.print(`/** The input of {@link ${command}}. */`);
  file.print(code`export interface ${file.declares(`${command}Input`)}${extending(input)} {}`);
  file.print();
  file.print(`/** The output of {@link ${command}}. */`);
  file.print(code`export interface ${file.declares(`${command}Output`)}${extending(output, bearer)} {}`);
  file.print();
}

function extending(...types: readonly (Parameters<typeof code>[1] | undefined)[]): Code {
  const bases = types.filter((type) => type !== undefined).map((type) => code`${type}`);
  return bases.length === 0 ? code`` : code` extends ${joined(bases, ", ")}`;
}

function emitOperation(client: FetchClient, file: SourceFile, operation: Operation): void {
  const { input, output, traits } = operation;
  const command = client.command(operation);
  const errors = operation.errors.map((id) => code`${client.errorDefinition(client.model.structure(id))}`);
  const type = client.runtimeType("Operation");
  file.block(
    code`const ${constantName(file, operation)}: ${type}<${command}Input, Omit<${command}Output, "$metadata">> = {`,
    () => {
      file.print(`name: ${quoted(operation.name)},`);
      file.print(code`input: ${payloadCodec(client, input)},`);
      file.print(code`output: ${payloadCodec(client, output)},`);
      file.print(code`errors: [${joined(errors, ", ")}],`);
      if (isUnsigned(operation)) file.print("unsigned: true,");
      if (client.hasExactNumbers(input) || client.hasExactNumbers(output)) {
        const parse = client.runtimeValue("parseExactly");
        file.print(code`exactNumbers: { parse: ${parse}, stringify: ${client.runtimeValue("stringifyExactly")} },`);
      }
      emitHostPrefix(client, file, operation);
      const compression = traits.get("smithy.api#requestCompression") as { readonly encodings: string[] } | undefined;
      if (compression?.encodings.includes("gzip")) file.print(code`compress: ${client.runtimeValue("gzip")},`);
    },
    "};",
  );
  file.print();
}

function isUnsigned({ traits }: Operation): boolean {
  const auth = traits.get("smithy.api#auth");
  return (Array.isArray(auth) && !auth.includes("aws.auth#sigv4")) || traits.has("smithy.api#optionalAuth");
}

function emitHostPrefix(client: FetchClient, file: SourceFile, { input, traits }: Operation): void {
  const endpoint = traits.get("smithy.api#endpoint") as { readonly hostPrefix: string } | undefined;
  if (endpoint === undefined) return;
  const [head = "", ...rest] = endpoint.hostPrefix.split("{");
  const labels = rest.map((part): Code => {
    const [name = "", text = ""] = part.split("}");
    const member = (client.model.dataShape(input) as StructureShape).members.find((each) => each.name === name);
    return code`\${${client.runtimeValue("hostLabel")}(${quoted(name)}, input.${member?.name ?? name})}${text}`;
  });
  const parameter = labels.length === 0 ? "" : "input";
  file.print(code`hostPrefix: (${parameter}) => \`${head}${joined(labels, "")}\`,`);
}

function emitCommand(client: FetchClient, file: SourceFile, operation: Operation): void {
  const name = file.declares(client.command(operation));
  const base = client.runtimeValue("Command");
  file.doc(documentation(operation));
  file.block(code`export class ${name} extends ${base}<${name}Input, ${name}Output> {`, () => {
    const isEmpty = operation.input === "smithy.api#Unit";
    file.block(`constructor(input: ${name}Input${isEmpty ? " = {}" : ""}) {`, () => {
      file.print(`super(input, ${constantName(file, operation)});`);
    });
  });
  file.print();
}

function documentation(operation: Operation): string {
  const names = operation.errors.map((id) => `\`${id.slice(id.indexOf("#") + 1)}\``);
  const errors = names.length === 0 ? "" : `It may fail with ${names.join(", ")}.`;
  return `${operation.traits.documentation ?? ""}\n\n${errors}`;
}

function constantName(file: SourceFile, { name }: Operation): string {
  return file.declares(`${lowerCamelCase(name)}Operation`);
}
