// Processes that a benchmark starts and ends, by their ID.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A process that answers each message with one of its own. */
export interface Child {
  readonly process: ChildProcess;
  ask(question: string): Promise<unknown>;
  end(): Promise<void>;
}

/**
 * Starts a script and waits for its first message.
 *
 * @returns the process, and what it said first
 */
export async function startChild(
  script: URL,
  args: readonly string[],
): Promise<{ readonly child: Child; readonly first: unknown }> {
  const started = fork(script, args);
  const child: Child = {
    process: started,
    ask(question) {
      started.send(question);
      return message(started);
    },
    async end() {
      if (started.exitCode !== null || started.signalCode !== null) return;
      const exited = once(started, "exit");
      if (started.connected) started.disconnect();
      else started.kill();
      await exited;
    },
  };
  return { child, first: await message(started) };
}

/** The next message of a process. Where it ends in place of that, so does the benchmark. */
async function message(process: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const [answer] = (await Promise.race([
    once(process, "message", { signal: ended.signal }),
    once(process, "exit", { signal: ended.signal }).then(([code]) => {
      throw new Error(`A process of the benchmark ended with exit code ${code}.`);
    }),
  ]).finally(() => ended.abort())) as [unknown];
  return answer;
}
