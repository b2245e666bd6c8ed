import type { Operation } from "../smithy-ast/model.ts";
import { quoted } from "../typescript/identifier.ts";
import { code, type GeneratedFile, importedType, importedValue, type SourceFile } from "../typescript/source-file.ts";
import { type FetchClient, MODULES } from "./fetch-client.ts";

interface PaginatedTrait {
  readonly inputToken?: string;
  readonly outputToken?: string;
  readonly pageSize?: string;
}

const PAGINATED = "smithy.api#paginated";

/** Emits a function for each operation that answers in pages. */
export function emitPaginators(client: FetchClient): GeneratedFile {
  const file = client.file("paginators.ts");
  const operations = client.service.operations.filter(({ traits }) => traits.has(PAGINATED));
  if (operations.length === 0) return file.render();
  const configuration = file.declares(`${client.name}PaginationConfiguration`);
  const base = importedType(client.clientName, MODULES.client);
  file.print("/** How to go through the pages of a list. */");
  file.print(
    code`export interface ${configuration} extends ${client.runtimeType("PaginationConfiguration")}<${base}> {}`,
  );
  file.print();
  for (const operation of operations) emitPaginator(client, file, operation, configuration);
  return file.render();
}

function emitPaginator(client: FetchClient, file: SourceFile, operation: Operation, configuration: string): void {
  const ofService = client.service.traits.get(PAGINATED) as PaginatedTrait | undefined;
  const { inputToken, outputToken, pageSize } = {
    ...ofService,
    ...(operation.traits.get(PAGINATED) as PaginatedTrait),
  };
  const command = client.command(operation);
  const input = importedType(`${command}Input`, MODULES.commands);
  const output = importedType(`${command}Output`, MODULES.commands);
  const members = [
    `inputToken: ${quoted(inputToken ?? "")}`,
    `outputToken: ${quoted(outputToken ?? "")}`,
    ...(pageSize === undefined ? [] : [`pageSize: ${quoted(pageSize)}`]),
  ];
  file.print(`/** The pages of \`${operation.name}\`, one by one. */`);
  file.block(
    code`export function ${file.declares(`paginate${operation.name}`)}(configuration: ${configuration}, input: ${input}, options?: ${client.runtimeType("SendOptions")}): AsyncGenerator<${output}, undefined, unknown> {`,
    () => {
      const paginate = client.runtimeValue("paginate");
      const commandClass = importedValue(command, MODULES.commands);
      file.print(code`return ${paginate}(configuration, { ${members.join(", ")} }, ${commandClass}, input, options);`);
    },
  );
  file.print();
}
