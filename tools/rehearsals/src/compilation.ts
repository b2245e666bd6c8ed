import { PNPM, type RepositoryCopy } from "./repository-copy.ts";

/** What the compiler says about everything that stands on generated code. */
export interface Compilation {
  /** The files about which it complains, sorted. */
  readonly complaints: readonly string[];
  readonly messages: readonly string[];
}

/** The client on its own, which is compiled with other options, and then all else with the client's declarations. */
const PROJECTS = [
  "packages/client/tsconfig.build.json",
  "packages/client/tsconfig.build-fetch.json",
  "tools/rehearsals/everything.tsconfig.json",
];

/** Checks the types of all packages, of their tests and of the demo, without building what only runs. */
export async function compile(copy: RepositoryCopy): Promise<Compilation> {
  const complaints = new Set<string>();
  const messages: string[] = [];
  for (const project of PROJECTS) {
    const { output, status } = await copy.program("tsc", ["-p", project, "--pretty", "false"]);
    // What a message goes on with is indented.
    const found = [...output.matchAll(/^(\S+\.ts)\(\d+,\d+\): (error TS\d+: .*(?:\n +.*)*)$/gm)];
    if (status !== 0 && found.length === 0) throw new Error(output);
    for (const [, file = "", message = ""] of found) {
      complaints.add(file);
      messages.push(message);
    }
  }
  return { complaints: [...complaints].sort(), messages };
}

/** Builds everything and checks all types, as `pnpm test` does before the tests, and names the tasks that had to run. */
export async function buildWithNx(copy: RepositoryCopy): Promise<readonly string[]> {
  const { output, status } = await copy.shell(
    `${PNPM} exec nx run-many --targets=build,typecheck --output-style=static`,
  );
  if (status !== 0) throw new Error(output);
  const tasks = [...output.matchAll(/^> nx run ([\w-]+:[\w-]+) *(\[.*\])?\r?$/gm)];
  if (tasks.length === 0) throw new Error(`nx has no task:\n${output}`);
  return tasks
    .filter(([, , cached]) => cached === undefined)
    .map(([, task = ""]) => task)
    .sort();
}
