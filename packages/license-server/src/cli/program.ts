import { readFileSync } from "node:fs";
import { Command } from "commander";
import { COMMANDS } from "./commands.js";
import { EXIT_CODES } from "./exit-codes.js";
import { withKeyIdArguments } from "./key-id-arguments.js";
import { reportError } from "./report-error.js";

/**
 * Runs the program `borrow-license`.
 *
 * @param args what stands behind the program's name
 * @returns the exit code, one of {@link EXIT_CODES}
 */
export async function run(args: readonly string[]): Promise<number> {
  const isJson = args.includes("--json");
  const program = await programFor(args[0], isJson);
  try {
    await program.parseAsync(withKeyIdArguments(args), { from: "user" });
    return EXIT_CODES.done;
  } catch (error) {
    return reportError(error, isJson);
  }
}

/** The program with one command to run. The others are there by name, for the help and for suggestions. */
async function programFor(name: string | undefined, isJson: boolean): Promise<Command> {
  const program = new Command("borrow-license")
    .description("A license server from which applications borrow licenses for offline use.")
    .version(version(), "-V, --version", "print the program's version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .showHelpAfterError("Run it with --help to see what it takes.")
    .addHelpText("after", EXAMPLE)
    .addHelpText("afterAll", EXIT_CODES_HELP)
    // Behind a command's name `--version` is the command's, which may mean a license's.
    .enablePositionalOptions()
    .exitOverride();
  // Programs get what is wrong as JSON, and nothing else beside it.
  if (isJson) program.configureOutput({ writeErr: () => undefined });
  for (const entry of COMMANDS) {
    const command = entry.name === name ? await entry.load() : new Command(entry.name);
    program.addCommand(inherit(command.summary(entry.summary), program));
  }
  return program;
}

const EXAMPLE = `
Examples:
  borrow-license serve --data /var/lib/borrow-license
  borrow-license serve --help`;

const EXIT_CODES_HELP = `
Exit codes: 0 done, 1 failed, 2 called or configured wrongly, 3 refused by the server, 4 not valid.`;

/** Gives a command and those below it the program's settings, which commander does for those that it makes itself. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  if (command.summary() === "") command.summary(listed(command.description()));
  if (command.commands.length > 0) command.helpCommand(false);
  for (const child of command.commands) inherit(child, command);
  return command;
}

/** A command's description as lists of commands have it. */
function listed(description: string): string {
  return description.replace(/^./, (letter) => letter.toLowerCase()).replace(/\.$/, "");
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly version: string;
  };
  return manifest.version;
}
