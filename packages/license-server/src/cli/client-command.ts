import type { LicenseManagerClient, LicenseManagerClientConfig } from "@borrow-license/client";
import { Command } from "commander";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";

/** The options of every command that calls a server. */
export interface ClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly json?: boolean;
}

/** Where a server is that nobody told the region of: the server's own default. */
const DEFAULT_REGION = "us-east-1";

const CREDENTIALS_HELP = `
Without --endpoint it calls the server that the profile names, or the cloud service. Credentials and region come from where the
AWS tools have them: --profile, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_PROFILE, the files in ~/.aws.`;

/** A command that calls a server. */
export function clientCommand(name: string): Command {
  return new Command(name)
    .option("--endpoint <url>", "the server's address, such as http://127.0.0.1:4010 (env: AWS_ENDPOINT_URL)")
    .option("--region <name>", "the server's region (env: AWS_REGION)")
    .option("--profile <name>", "the profile of the AWS tools to call it with (env: AWS_PROFILE)")
    .option("--json", "print JSON")
    .addHelpText("after", CREDENTIALS_HELP);
}

/**
 * Calls a server with a client of its own.
 *
 * @throws CommandFailure saying what the server refused, or why it was not reached
 */
export async function withClient<Result>(
  { endpoint, profile, region }: ClientOptions,
  call: (client: LicenseManagerClient) => Promise<Result>,
): Promise<Result> {
  if (endpoint !== undefined && !/^https?:\/\//.test(endpoint)) {
    const remedy = "Give an http or https URL, such as http://127.0.0.1:4010.";
    throw new CommandFailure(`The endpoint is ${JSON.stringify(endpoint)}. ${remedy}`, EXIT_CODES.misused);
  }
  const { LicenseManagerClient } = await import("@borrow-license/client");
  const server = { ...clientIdentity(profile, process.env), ...(endpoint === undefined ? {} : { endpoint }) };
  let client = new LicenseManagerClient({ ...server, ...(region === undefined ? {} : { region }) });
  try {
    const known = await client.config.region().catch(() => undefined);
    if (known === undefined && endpoint !== undefined) {
      client.destroy();
      client = new LicenseManagerClient({ ...server, region: DEFAULT_REGION });
    }
    return await call(client);
  } catch (error) {
    throw failureOf(error, endpoint);
  } finally {
    client.destroy();
  }
}

/**
 * Whom to call as, in the order of the AWS command line: a named profile, the environment's key, the environment's profile. The
 * client's own chain, which does all else, takes the environment's profile before its key.
 */
function clientIdentity(profile: string | undefined, environment: NodeJS.ProcessEnv): LicenseManagerClientConfig {
  if (profile !== undefined) {
    // The client looks for a profile's endpoint under this name alone, whatever profile it is given.
    environment["AWS_PROFILE"] = profile;
    // It would warn of a key in the environment that is left aside for the profile.
    return { profile, logger: SILENT };
  }
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  if (!accessKeyId || !secretAccessKey) return {};
  return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } };
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

function failureOf(error: unknown, endpoint: string | undefined): unknown {
  if (!(error instanceof Error)) return error;
  if ("$fault" in error && "$metadata" in error) {
    const { requestId } = error.$metadata as { readonly requestId?: string };
    const request = requestId === undefined ? "" : ` (request ${requestId})`;
    return new CommandFailure(`${error.name}: ${error.message}${request}`, EXIT_CODES.refused, {
      cause: error,
      code: error.name,
      requestId,
    });
  }
  if (error.name === "CredentialsProviderError") return new CommandFailure(NO_CREDENTIALS, EXIT_CODES.misused);
  if (error.message === "Region is missing") return new CommandFailure(NO_REGION, EXIT_CODES.misused);
  if ("code" in error && typeof error.code === "string") {
    const server = endpoint ?? addressOf(error);
    const remedy = "Make sure that it runs and that the address is right.";
    return new CommandFailure(`${server} cannot be reached: ${error.code}. ${remedy}`, EXIT_CODES.failed, {
      cause: error,
    });
  }
  return error;
}

/** Where a connection was to go that the credentials' profile or the region led to. */
function addressOf(error: object): string {
  const { address, hostname, port } = error as Readonly<Record<string, unknown>>;
  if (typeof hostname === "string") return hostname;
  return typeof address === "string" ? `${address}:${String(port)}` : "The server";
}

const NO_CREDENTIALS = "There are no credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.";
const NO_REGION = "There is no region. Give --region, or set AWS_REGION.";
