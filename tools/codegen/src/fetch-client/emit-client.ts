import { code, type GeneratedFile, importedValue } from "../typescript/source-file.ts";
import { type FetchClient, MODULES } from "./fetch-client.ts";

/** Emits the client's class and the type of its settings. */
export function emitClient(client: FetchClient): GeneratedFile {
  const file = client.file("client.ts");
  const { clientName: name } = client;
  file.print(`/** How a \`${name}\` reaches its service. */`);
  file.print(
    code`export interface ${file.declares(`${name}Config`)} extends ${client.runtimeType("ClientSettings")} {}`,
  );
  file.print();
  file.doc(client.service.traits.documentation);
  file.block(code`export class ${file.declares(name)} extends ${client.runtimeValue("Client")} {`, () => {
    file.block(`constructor(settings: ${name}Config = {}) {`, () => {
      file.print(code`super(${importedValue(client.serviceDefinition, MODULES.service)}, settings);`);
    });
  });
  return file.render();
}
