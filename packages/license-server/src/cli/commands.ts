import type { Command } from "commander";

/** A command of the program, loaded only when it is called for, so that no command waits for what another needs. */
export interface CommandEntry {
  readonly name: string;
  /** What it does, as the program's help has it. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order in which help texts have them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "serve",
    summary: "run the license server",
    load: async () => (await import("./serve.js")).serveCommand(),
  },
];
