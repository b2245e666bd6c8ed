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
  {
    name: "license",
    summary: "create, show, list, change and delete licenses",
    load: async () => (await import("./license.js")).licenseCommand(),
  },
  {
    name: "borrow",
    summary: "check a license out for offline use",
    load: async () => (await import("./borrow.js")).borrowCommand(),
  },
  {
    name: "return",
    summary: "return what was borrowed",
    load: async () => (await import("./return.js")).returnCommand(),
  },
  {
    name: "verify",
    summary: "verify a signed token, offline",
    load: async () => (await import("./verify.js")).verifyCommand(),
  },
  {
    name: "inspect",
    summary: "decode a signed token without trusting it",
    load: async () => (await import("./inspect.js")).inspectCommand(),
  },
  {
    name: "keys",
    summary: "create, list, show, rotate, retire and export signing keys",
    load: async () => (await import("./keys.js")).keysCommand(),
  },
  {
    name: "access-keys",
    summary: "create, list, disable and delete access keys",
    load: async () => (await import("./access-keys.js")).accessKeysCommand(),
  },
  {
    name: "leases",
    summary: "show who holds what until when",
    load: async () => (await import("./leases.js")).leasesCommand(),
  },
  {
    name: "audit",
    summary: "show who changed what and when",
    load: async () => (await import("./audit.js")).auditCommand(),
  },
  {
    name: "doctor",
    summary: "look for what should never be in the database",
    load: async () => (await import("./doctor.js")).doctorCommand(),
  },
  {
    name: "backup",
    summary: "copy the data folder's database",
    load: async () => (await import("./backup.js")).backupCommand(),
  },
  {
    name: "restore",
    summary: "make the data folder's database of a backup",
    load: async () => (await import("./restore.js")).restoreCommand(),
  },
  {
    name: "completion",
    summary: "print the completion for bash, zsh or fish",
    load: async () => (await import("./completion.js")).completionCommand(),
  },
];
