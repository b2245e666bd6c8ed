import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DESTINATIONS } from "@borrow-license/codegen/pipeline/generate";

/** The packages that a change of the model reaches. */
export interface GeneratedPackages {
  /** Those that hold generated code: by name, the services that it is generated from, or the model's tokens. */
  readonly generatedFrom: ReadonlyMap<string, string | typeof TOKENS>;
  /** Those with code that a service is implemented by. The others call it, or read what it answers. */
  readonly implementing: ReadonlySet<string>;
  /** What a package depends on of this project, by name. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}

/** What a package is generated from that is generated from no service. */
export const TOKENS = "tokens";

/** The plugin whose code a service is implemented by. */
const IMPLEMENTING = "server-stub";

/** Where `smithy-build.json` says which service a plugin generates from: in a member, or in a command. */
interface Plugin {
  readonly service?: string;
  readonly command?: readonly string[];
}

/** Reads from the pipeline and the packages themselves what stands on the model, so that no package is forgotten. */
export function generatedPackages(workspace: string): GeneratedPackages {
  const plugins = json(join(workspace, "model", "smithy-build.json"))["plugins"] as Readonly<Record<string, Plugin>>;
  const generatedFrom = DESTINATIONS.map(({ folder, plugin }): [string, string] => {
    const [program = ""] = plugin.split("/");
    return [packageOf(folder), serviceOf(plugins[program] ?? plugins[`run::${program}`]) ?? TOKENS];
  });
  const names = readdirSync(join(workspace, "packages")).sort();
  return {
    generatedFrom: new Map(generatedFrom),
    implementing: new Set(
      DESTINATIONS.filter(({ plugin }) => plugin === IMPLEMENTING).map(({ folder }) => packageOf(folder)),
    ),
    dependencies: new Map(names.map((name) => [name, dependenciesOf(join(workspace, "packages", name))])),
  };
}

/** The name of the package that holds a folder of generated code. */
export function packageOf(folder: string): string {
  const [, name = ""] = folder.split("/");
  return name;
}

function serviceOf({ service, command = [] }: Plugin = {}): string | undefined {
  const option = command.indexOf("--service");
  return service ?? (option < 0 ? undefined : command[option + 1]);
}

function dependenciesOf(folder: string): readonly string[] {
  const { dependencies = {} } = json(join(folder, "package.json"));
  return Object.entries(dependencies as Readonly<Record<string, string>>)
    .filter(([, range]) => range.startsWith("workspace:"))
    .map(([name]) => name.replace(/^@borrow-license\//, ""));
}

function json(file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(file, "utf8"));
}
