import type { VerificationKeys } from "@borrow-license/token-verification";
import { Command } from "commander";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";
import { columns, print } from "./print.js";
import { readText } from "./token-file.js";

interface VerifyOptions {
  readonly key: string;
  readonly nodeId?: string;
  readonly anyNode?: boolean;
  readonly license?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
It asks nobody: a license that was returned early verifies until it expires.

Examples:
  borrow-license verify token.jwt --key public-key.pem --node-id workstation-7
  borrow-license verify - --key jwks.json --any-node --json < token.jwt`;

/** `borrow-license verify`: verifies a token offline. */
export function verifyCommand(): Command {
  return new Command("verify")
    .description("Verify a signed token, offline.")
    .argument("<token>", "the token's file; - is standard input")
    .requiredOption("--key <file>", "the issuer's public key: PEM, JWK or JWK Set")
    .option("--node-id <id>", "the machine that the token has to be for")
    .option("--any-node", "accept a token for any machine, or for none")
    .option("--license <arn>", "the license that the token has to be for")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(verify);
}

async function verify(file: string, options: VerifyOptions): Promise<void> {
  const { anyNode = false, key, license, nodeId } = options;
  const { isBorrowTokenError, verifyBorrowToken } = await import("@borrow-license/token-verification");
  const token = await readText(file, "token");
  const keys = keysOf(await readText(key, "key"));
  const expectations = {
    ignoreNode: anyNode,
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(license === undefined ? {} : { licenseArn: license }),
  };
  const claims = await verifyBorrowToken(token, keys, expectations).catch((error: unknown) => {
    if (!isBorrowTokenError(error)) throw error;
    const { code } = error;
    // What the library calls an option is a flag here.
    const reason = code === "unbound" ? UNBOUND : error.message;
    throw new CommandFailure(`Not valid (${code}): ${reason}`, EXIT_CODES.invalid, { cause: error, code });
  });
  print(options, { valid: true, claims }, () => [
    "Valid",
    ...columns({
      License: claims.licenseArn,
      Lease: claims.licenseConsumptionToken,
      Node: claims.nodeId,
      Until: String(new Date(claims.expiration).toISOString()),
      Entitlements: claims.entitlementsAllowed
        .map(({ Name, Unit, Value }) => `${Name}=${Value ?? ""}:${Unit}`)
        .join(", "),
    }),
  ]);
}

const UNBOUND =
  "The token is bound to no node. Borrow the license with --node-id, or accept such tokens with --any-node.";

/** PEM as it is; JSON as the object that it is. */
function keysOf(text: string): VerificationKeys {
  if (!text.startsWith("{")) return text;
  try {
    return JSON.parse(text) as VerificationKeys;
  } catch (cause) {
    throw new CommandFailure("The key is no JSON. Give PEM, a JWK or a JWK Set.", EXIT_CODES.misused, { cause });
  }
}
