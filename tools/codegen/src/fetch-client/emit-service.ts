import { quoted } from "../typescript/identifier.ts";
import { code, type GeneratedFile, importedValue } from "../typescript/source-file.ts";
import { type FetchClient, MODULES } from "./fetch-client.ts";

/** Emits what all operations share on the wire. */
export function emitService(client: FetchClient): GeneratedFile {
  const file = client.file("service.ts");
  const signing = client.service.traits.get("aws.auth#sigv4") as { readonly name: string } | undefined;
  const hasRules = client.service.traits.has("smithy.rules#endpointRuleSet");
  const resolve = hasRules ? importedValue("resolveEndpoint", MODULES.endpoint) : client.runtimeValue("customEndpoint");
  file.print(`/** What all operations of \`${client.service.name}\` share on the wire. */`);
  file.block(
    code`export const ${file.declares(client.serviceDefinition)}: ${client.runtimeType("ServiceDefinition")} = {`,
    () => {
      file.print(`targetPrefix: ${quoted(client.service.name)},`);
      if (signing !== undefined) file.print(`signingName: ${quoted(signing.name)},`);
      file.print(code`resolveEndpoint: ${resolve},`);
      file.print(code`exception: ${importedValue(client.exceptionName, MODULES.errors)},`);
    },
    "};",
  );
  return file.render();
}
