import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A program that goes on running while a test asks it something. */
export class BackgroundProgram {
  readonly #child: ChildProcess;
  #output = "";

  constructor(program: string, args: readonly string[], cwd: string) {
    this.#child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    }
  }

  /** Everything that it has printed so far. */
  get output(): string {
    return this.#output;
  }

  /** Answers when an address answers anything, and fails when the program ends before. */
  async answering(url: string): Promise<void> {
    for (;;) {
      if (this.#child.exitCode !== null) throw new Error(`It ended with ${this.#child.exitCode}:\n${this.#output}`);
      const answer = await fetch(url).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const closed = once(this.#child, "close");
    this.#child.kill("SIGTERM");
    await closed;
  }
}
