import { lowerCamelCase } from "../typescript/identifier.ts";
import { code, type GeneratedFile, importedType, importedValue } from "../typescript/source-file.ts";
import { type FetchClient, MODULES } from "./fetch-client.ts";

/** Emits a client with a method for each operation. A bundle that uses it holds all of them. */
export function emitAggregatedClient(client: FetchClient): GeneratedFile {
  const file = client.file("aggregated-client.ts");
  const options = client.runtimeType("SendOptions");
  file.print(
    `/** A \`${client.clientName}\` with a method for each operation. A bundle that uses it holds all of them. */`,
  );
  const base = importedValue(client.clientName, MODULES.client);
  file.block(code`export class ${file.declares(client.name)} extends ${base} {`, () => {
    for (const operation of client.service.operations) {
      const command = client.command(operation);
      const input = importedType(`${command}Input`, MODULES.commands);
      const output = importedType(`${command}Output`, MODULES.commands);
      const method = lowerCamelCase(operation.name);
      file.doc(operation.traits.documentation);
      file.block(code`${method}(input: ${input}, options?: ${options}): Promise<${output}> {`, () => {
        file.print(code`return this.send(new ${importedValue(command, MODULES.commands)}(input), options);`);
      });
      file.print();
    }
  });
  return file.render();
}
