import { CommanderError } from "commander";
import { isLicenseServerError } from "../license-server-error.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";

/** What failed, for people and for programs. */
interface Failure {
  readonly exitCode: number;
  /** One of a few words, or the name of the error that a server answered. */
  readonly code: string;
  readonly message: string;
  readonly requestId?: string;
  /** All that is wrong, where that is more than one thing. */
  readonly problems?: readonly string[];
}

/**
 * Tells why a command failed, on standard error: as lines for people, or as JSON.
 *
 * @returns the exit code
 */
export function reportError(error: unknown, isJson: boolean): number {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.done;
  const { exitCode, ...failure } = failureOf(error);
  if (isJson) console.error(JSON.stringify({ error: failure, exitCode }, undefined, 2));
  // Commander has told people already, with what to do.
  else if (!(error instanceof CommanderError)) for (const line of lines(failure)) console.error(line);
  return exitCode;
}

function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "");
    return { exitCode: EXIT_CODES.misused, code: "usage", message };
  }
  if (isLicenseServerError(error)) {
    const { code, message } = error;
    return code === "configuration-invalid"
      ? { exitCode: EXIT_CODES.misused, code, message, problems: error.problems }
      : { exitCode: EXIT_CODES.failed, code, message };
  }
  if (error instanceof CommandFailure) {
    const { code = CODES.get(error.exitCode) ?? "failed", exitCode, message, requestId } = error;
    return { exitCode, code, message, ...(requestId === undefined ? {} : { requestId }) };
  }
  return { exitCode: EXIT_CODES.failed, code: "unforeseen", message: text(error) };
}

const CODES: ReadonlyMap<number, string> = new Map(
  Object.entries(EXIT_CODES).map(([code, exitCode]) => [exitCode, code]),
);

function lines({ message, problems }: Omit<Failure, "exitCode">): readonly string[] {
  return problems === undefined ? [`borrow-license: ${message}`] : problems.map((problem) => `error: ${problem}`);
}

/** A failure that nobody planned for, as whoever looks into it needs it. */
function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
