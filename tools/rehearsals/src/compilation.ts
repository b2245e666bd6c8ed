import { PNPM, type RepositoryCopy } from "./repository-copy.ts";

/** What building and checking the types of everything came to. */
export interface Compilation {
  /** What the compiler says: the project and the file, once each, sorted, and all its messages. */
  readonly complaints: readonly string[];
  readonly messages: string;
  /** The tasks that ran. The results of the others were still good. */
  readonly ran: readonly string[];
}

/** Builds everything and checks all types, as `pnpm test` does before the tests. */
export async function compile(copy: RepositoryCopy): Promise<Compilation> {
  const { output } = await copy.shell(`${PNPM} exec nx run-many --targets=build,typecheck --output-style=static`);
  const complaints = new Set<string>();
  const messages: string[] = [];
  const ran: string[] = [];
  let project = "";
  for (const line of output.split("\n")) {
    const [, task, cached] = /^> nx run ([\w-]+:[\w-]+)\s*(\[.*\])?$/.exec(line.trim()) ?? [];
    if (task !== undefined) {
      [project = ""] = task.split(":");
      if (cached === undefined) ran.push(task);
    }
    const [, file, message] = /^(\S+\.ts)\(\d+,\d+\): error (TS\d+: .*)$/.exec(line.trim()) ?? [];
    if (file === undefined || message === undefined) continue;
    complaints.add(`${project}: ${file}`);
    messages.push(message);
  }
  if (ran.length === 0 && project === "") throw new Error(`nx ran nothing:\n${output}`);
  return { complaints: [...complaints].sort(), messages: messages.join("\n"), ran: ran.sort() };
}
