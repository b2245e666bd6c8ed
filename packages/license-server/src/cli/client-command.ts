import type { LicenseManagerClient } from "@borrow-license/client";
import { Command } from "commander";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";

/** The options of every command that calls a server. */
export interface ClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly json?: boolean;
}

/** Where a server is that nobody told the region of: the server's own default. */
const DEFAULT_REGION = "us-east-1";

const CREDENTIALS_HELP = `
Without --endpoint it calls the cloud service. Credentials and region come from where the AWS tools have them:
AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_PROFILE and the files in ~/.aws.`;

/** A command that calls a server. */
export function clientCommand(name: string): Command {
  return new Command(name)
    .option("--endpoint <url>", "the server's address, such as http://127.0.0.1:4010 (env: AWS_ENDPOINT_URL)")
    .option("--region <name>", "the server's region (env: AWS_REGION)")
    .option("--json", "print JSON")
    .addHelpText("after", CREDENTIALS_HELP);
}

/**
 * Calls a server with a client of its own.
 *
 * @throws CommandFailure saying what the server refused, or why it was not reached
 */
export async function withClient<Result>(
  { endpoint, region }: ClientOptions,
  call: (client: LicenseManagerClient) => Promise<Result>,
): Promise<Result> {
  if (endpoint !== undefined && !/^https?:\/\//.test(endpoint)) {
    const remedy = "Give an http or https URL, such as http://127.0.0.1:4010.";
    throw new CommandFailure(`The endpoint is ${JSON.stringify(endpoint)}. ${remedy}`, EXIT_CODES.misused);
  }
  const { LicenseManagerClient } = await import("@borrow-license/client");
  const server = endpoint === undefined ? {} : { endpoint };
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

function failureOf(error: unknown, endpoint: string | undefined): unknown {
  if (!(error instanceof Error)) return error;
  if ("$fault" in error && "$metadata" in error) {
    const { requestId } = error.$metadata as { readonly requestId?: string };
    const request = requestId === undefined ? "" : ` (request ${requestId})`;
    return new CommandFailure(`${error.name}: ${error.message}${request}`, EXIT_CODES.refused, { cause: error });
  }
  if (error.name === "CredentialsProviderError") return new CommandFailure(NO_CREDENTIALS, EXIT_CODES.misused);
  if (error.message === "Region is missing") return new CommandFailure(NO_REGION, EXIT_CODES.misused);
  if ("code" in error && typeof error.code === "string") {
    const server = endpoint ?? "The server";
    const remedy = "Make sure that it runs and that the address is right.";
    return new CommandFailure(`${server} cannot be reached: ${error.code}. ${remedy}`, EXIT_CODES.failed, {
      cause: error,
    });
  }
  return error;
}

const NO_CREDENTIALS = "There are no credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.";
const NO_REGION = "There is no region. Give --region, or set AWS_REGION.";
