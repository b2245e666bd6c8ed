import type { Command } from "commander";
import { type ClientOptions, clientCommand, withClient } from "./client-command.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";
import { print } from "./print.js";
import { decodeToken, readText } from "./token-file.js";

interface ReturnOptions extends ClientOptions {
  readonly token?: string;
  readonly beneficiary?: string;
}

const EXAMPLES = `
Examples:
  borrow-license return --token token.jwt
  borrow-license return 0123456789abcdef0123456789abcdef --json`;

/** `borrow-license return`: gives a lease back before it expires. */
export function returnCommand(): Command {
  return clientCommand("return")
    .description("Return what was borrowed, before it expires.")
    .argument("[lease]", "the license consumption token that the checkout answered")
    .option("--token <file>", "the signed token's file in place of that; - is standard input")
    .option("--beneficiary <name>", "the license's beneficiary")
    .addHelpText("after", EXAMPLES)
    .action(giveBack);
}

async function giveBack(lease: string | undefined, options: ReturnOptions): Promise<void> {
  const token = lease ?? (await leaseOfToken(options.token));
  const { CheckInLicenseCommand } = await import("@borrow-license/client");
  const { beneficiary } = options;
  const command = new CheckInLicenseCommand({
    LicenseConsumptionToken: token,
    ...(beneficiary === undefined ? {} : { Beneficiary: beneficiary }),
  });
  await withClient(options, (client) => client.send(command));
  print(options, { LicenseConsumptionToken: token, returned: true }, () => [`Returned ${token}`]);
}

async function leaseOfToken(file: string | undefined): Promise<string> {
  if (file === undefined) throw new CommandFailure("Name a lease, or a token's file with --token.", EXIT_CODES.misused);
  const lease = decodeToken(await readText(file, "token")).payload["licenseConsumptionToken"];
  if (typeof lease === "string") return lease;
  throw new CommandFailure(`The token ${file} names no lease: it is no borrowed license's.`, EXIT_CODES.invalid);
}
