import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { isLicenseServerError } from "../license-server-error.js";
import { serveCommand } from "./serve.js";

/** Exit codes of the program. */
const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

/**
 * Runs the program `borrow-license`.
 *
 * @param args what stands behind the program's name
 * @returns the exit code: 0 when it did what it was asked, 1 when it failed, 2 when it was called wrongly
 */
export async function run(args: readonly string[]): Promise<number> {
  const program = new Command("borrow-license")
    .description("A license server from which applications borrow licenses for offline use.")
    .version(version(), "-V, --version", "print the program's version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .showHelpAfterError("Run it with --help to see what it takes.")
    .exitOverride();
  program.addCommand(serveCommand().copyInheritedSettings(program));
  try {
    await program.parseAsync(args, { from: "user" });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : MISUSED;
    console.error(`borrow-license: ${isLicenseServerError(error) ? error.message : text(error)}`);
    return FAILED;
  }
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
