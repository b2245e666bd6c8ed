import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { isLicenseServerError } from "../license-server-error.js";
import { CommandFailure } from "./command-failure.js";
import { COMMANDS } from "./commands.js";
import { EXIT_CODES } from "./exit-codes.js";

/**
 * Runs the program `borrow-license`.
 *
 * @param args what stands behind the program's name
 * @returns the exit code, one of {@link EXIT_CODES}
 */
export async function run(args: readonly string[]): Promise<number> {
  const program = await programFor(args[0]);
  try {
    await program.parseAsync(args, { from: "user" });
    return EXIT_CODES.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.misused;
    if (isLicenseServerError(error) && error.code === "configuration-invalid") {
      for (const problem of error.problems) console.error(`error: ${problem}`);
      return EXIT_CODES.misused;
    }
    if (error instanceof CommandFailure) {
      console.error(`borrow-license: ${error.message}`);
      return error.exitCode;
    }
    console.error(`borrow-license: ${isLicenseServerError(error) ? error.message : text(error)}`);
    return EXIT_CODES.failed;
  }
}

/** The program with one command to run. The others are there by name, for the help and for suggestions. */
async function programFor(name: string | undefined): Promise<Command> {
  const program = new Command("borrow-license")
    .description("A license server from which applications borrow licenses for offline use.")
    .version(version(), "-V, --version", "print the program's version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .showHelpAfterError("Run it with --help to see what it takes.")
    .addHelpText("after", EXIT_CODES_HELP)
    // Behind a command's name `--version` is the command's, which may mean a license's.
    .enablePositionalOptions()
    .exitOverride();
  for (const entry of COMMANDS) {
    const command = entry.name === name ? await entry.load() : new Command(entry.name);
    program.addCommand(inherit(command.summary(entry.summary), program));
  }
  return program;
}

const EXIT_CODES_HELP = `
Exit codes: 0 done, 1 failed, 2 called or configured wrongly, 3 refused by the server, 4 not valid.

Example:
  borrow-license serve --data /var/lib/borrow-license`;

/** Gives a command and those below it the program's settings, which commander does for those that it makes itself. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
  return command;
}

/** A failure that nobody planned for, as whoever looks into it needs it. */
function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly version: string;
  };
  return manifest.version;
}
