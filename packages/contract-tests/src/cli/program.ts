import { readFile } from "node:fs/promises";
import { createBorrowTokenVerifier, isBorrowTokenError } from "@borrow-license/token-verification";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { CLAUSES } from "../clauses/index.js";
import { verificationKeys } from "../clauses/tokens.js";
import { type Credentials, DEFAULT_REGION, endpointProblem } from "../server/connection.js";
import { NothingToCheckError, UnknownClauseError } from "../suite/clause-selection.js";
import { runContractTests, ServerUnusableError } from "../suite/contract-run.js";
import { reportText } from "../suite/report.js";

interface ProgramOptions {
  readonly endpoint?: string;
  readonly region: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly seed?: number;
  readonly runs: number;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly publicKey?: string;
  readonly authentication: boolean;
  readonly timeout: number;
  readonly json: boolean;
  readonly list: boolean;
}

/** Where a program writes. */
export interface ProgramOutput {
  readonly out: (text: string) => unknown;
  readonly error: (text: string) => unknown;
}

/** The program was called wrongly. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What the exit codes mean. */
export const EXIT_CODES = {
  /** Every clause that was checked is kept. */
  kept: 0,
  /** A clause is broken or could not be checked, or nothing was checked. */
  broken: 1,
  /** The program was called wrongly, or the server cannot be reached or refuses the credentials. */
  unusable: 2,
} as const;

const DEFAULT_TIMEOUT_SECONDS = 10;

const HELP = `
Licenses are created on the server, under names of their own, and deleted at the end. Do not test a server with more
than you can do without: what goes wrong can leave licenses behind, which the report names.

Requests are signed (Signature Version 4) when there is an access key. The environment is better for the secret than the
command line, which other users of the machine can see.

Examples:
  npx @borrow-license/contract-tests --endpoint http://127.0.0.1:4010
  npx @borrow-license/contract-tests --endpoint https://licenses.example.com --region eu-west-1 --runs 200
  npx @borrow-license/contract-tests --endpoint http://127.0.0.1:4010 --only borrow token.signature --seed 42
  npx @borrow-license/contract-tests --list

Ctrl-C stops a run: it deletes what it created, and reports. A second Ctrl-C leaves it there.

Exit codes:
  0  every clause that was checked is kept
  1  a clause is broken or could not be checked (✗ or ? in the report), or nothing was checked
  2  the call is wrong, the server does not answer, or it refuses the credentials
  130, 143  it was stopped by Ctrl-C or SIGTERM`;

/**
 * The program. Answers its exit code.
 *
 * @param signal stops it: what it created is deleted, and what was found out until then is printed
 */
export async function runProgram(
  args: readonly string[],
  output: ProgramOutput,
  signal?: AbortSignal,
): Promise<number> {
  const program = new Command("borrow-license-contract-tests")
    .description("Tests whether a server keeps License Manager's contract, and names each clause that it breaks.")
    .option("--endpoint <url>", "the server's address, such as http://127.0.0.1:4010")
    .addOption(
      new Option("--region <name>", "the server's region, in signatures and licenses")
        .env("AWS_REGION")
        .default(DEFAULT_REGION),
    )
    .addOption(new Option("--access-key-id <id>", "the access key to sign with").env("AWS_ACCESS_KEY_ID"))
    .addOption(new Option("--secret-access-key <secret>", "its secret").env("AWS_SECRET_ACCESS_KEY"))
    .addOption(new Option("--session-token <token>", "its session token").env("AWS_SESSION_TOKEN"))
    .option("--public-key <file>", "what tokens are verified with: PEM or a JWK Set (default: the server's JWK Set)")
    .option("--authentication", "check that requests without a good signature are refused", false)
    .option("--only <ids...>", "clauses to check, by their IDs or groups such as borrow")
    .option("--skip <ids...>", "clauses to leave out")
    .option("--runs <number>", "cases for each generated check", wholeNumber(1), 25)
    .option("--seed <number>", "repeats the generated cases of another run", wholeNumber(0))
    .option("--timeout <seconds>", "how long one request may take", wholeNumber(1), DEFAULT_TIMEOUT_SECONDS)
    .option("--json", "print the report as JSON", false)
    .option("--list", "print the clauses, and check nothing", false)
    .version(await packageVersion(), "-V, --version", "print this program's version")
    .addHelpText("after", HELP)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void output.out(text), writeErr: (text) => void output.error(text) });
  try {
    await program.parseAsync([...args], { from: "user" });
    return await run(program.opts<ProgramOptions>(), output, signal);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.kept : EXIT_CODES.unusable;
    // It was stopped before it created anything.
    if (signal?.aborted && error === signal.reason) return EXIT_CODES.broken;
    if (!isCallers(error)) throw error;
    output.error(`error: ${error.message}\n`);
    return EXIT_CODES.unusable;
  }
}

async function run(options: ProgramOptions, output: ProgramOutput, signal?: AbortSignal): Promise<number> {
  if (options.list) {
    output.out(options.json ? json(CLAUSES.map(({ id, sentence }) => ({ id, sentence }))) : clauseList());
    return EXIT_CODES.kept;
  }
  const { authentication, endpoint, only, publicKey, region, runs, seed, skip, timeout } = options;
  if (endpoint === undefined) throw new UsageError("Give the server's address with --endpoint <url>.");
  const problem = endpointProblem(endpoint);
  if (problem !== undefined) throw new UsageError(`--endpoint is ${problem}`);
  const credentials = credentialsOf(options);
  if (authentication && credentials === undefined) {
    throw new UsageError("--authentication needs an access key, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
  }
  const report = await runContractTests({
    endpoint,
    // An empty variable counts as absent.
    region: region || DEFAULT_REGION,
    runs,
    authentication,
    timeoutMs: timeout * 1000,
    credentials,
    ...(signal === undefined ? {} : { signal }),
    ...(seed === undefined ? {} : { seed }),
    ...(only === undefined ? {} : { only }),
    ...(skip === undefined ? {} : { skip }),
    ...(publicKey === undefined ? {} : { publicKeys: await keysOfFile(publicKey) }),
  });
  const again = report.again.length === 0 ? [] : [...report.again, ...ownArguments(options)];
  output.out(options.json ? json({ ...report, again }) : reportText({ ...report, again }));
  return report.isKept ? EXIT_CODES.kept : EXIT_CODES.broken;
}

/** What the report does not know of a call. */
function ownArguments({ publicKey, timeout }: ProgramOptions): readonly string[] {
  return [
    ...(publicKey === undefined ? [] : ["--public-key", publicKey]),
    ...(timeout === DEFAULT_TIMEOUT_SECONDS ? [] : ["--timeout", String(timeout)]),
  ];
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken }: ProgramOptions): Credentials | undefined {
  // An empty variable counts as absent.
  if (!accessKeyId && !secretAccessKey) return undefined;
  if (!accessKeyId || !secretAccessKey) {
    throw new UsageError("An access key has two parts. Give both, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function clauseList(): string {
  return CLAUSES.map(({ id, sentence }) => `${id}\n    ${sentence}\n`).join("");
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function packageVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly version: string;
  };
  return version;
}

async function keysOfFile(path: string): Promise<string> {
  let keys: string;
  try {
    keys = await readFile(path, "utf8");
  } catch (cause) {
    throw new UsageError(`The file ${path} of --public-key could not be read.`, { cause });
  }
  try {
    await createBorrowTokenVerifier(verificationKeys(keys));
  } catch (cause) {
    if (!isBorrowTokenError(cause)) throw cause;
    throw new UsageError(`The file ${path} of --public-key has no key to verify with. ${cause.message}`, { cause });
  }
  return keys;
}

function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= min && text.trim() !== "") return number;
    throw new InvalidArgumentError(`Give a whole number from ${min} on.`);
  };
}

/** Whether an error is about how the program was called, or about the server as a whole. */
function isCallers(error: unknown): error is Error {
  return [UsageError, ServerUnusableError, UnknownClauseError, NothingToCheckError].some(
    (type) => error instanceof type,
  );
}
