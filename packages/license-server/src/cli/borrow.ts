import { randomUUID } from "node:crypto";
import type { CheckoutBorrowLicenseCommandOutput, EntitlementData, Metadata } from "@borrow-license/client";
import type { Command } from "commander";
import { type ClientOptions, clientCommand, withClient } from "./client-command.js";
import { countedEntitlement, feature, nameAndValue } from "./entitlement-options.js";
import { columns, print } from "./print.js";
import { writePrivateFile } from "./private-file.js";

interface BorrowOptions extends ClientOptions {
  readonly entitlement?: EntitlementData[];
  readonly feature?: EntitlementData[];
  readonly metadata?: Metadata[];
  readonly nodeId?: string;
  readonly clientToken?: string;
  readonly out?: string;
}

const EXAMPLES = `
Without --out the signed token goes to standard output.

Examples:
  borrow-license borrow arn:aws:license-manager::123456789012:license:l-1 --entitlement seats=1 --out token.jwt
  borrow-license borrow arn:… --entitlement seats=2 --feature export --node-id workstation-7 --json`;

/** `borrow-license borrow`: checks a license out for offline use. */
export function borrowCommand(): Command {
  return clientCommand("borrow")
    .description("Check a license out for offline use.")
    .argument("<arn>", "the license")
    .option("--entitlement <name=number[:unit]>", "what is counted; can be repeated", countedEntitlement)
    .option("--feature <name[=value]>", "what is not counted; can be repeated", feature)
    .option("--node-id <id>", "the machine that the token is for, and no other")
    .option("--metadata <name=value>", "what the token carries beside it; can be repeated", nameAndValue)
    .option("--client-token <text>", "names the request, so that it can be repeated (default: a random one)")
    .option("--out <file>", "where to write the signed token, for the owner alone")
    .addHelpText("after", EXAMPLES)
    .action(borrow);
}

async function borrow(LicenseArn: string, options: BorrowOptions): Promise<void> {
  const { clientToken = randomUUID(), entitlement = [], metadata, nodeId, out } = options;
  const { CheckoutBorrowLicenseCommand } = await import("@borrow-license/client");
  const command = new CheckoutBorrowLicenseCommand({
    LicenseArn,
    Entitlements: [...entitlement, ...(options.feature ?? [])],
    DigitalSignatureMethod: "JWT_PS384",
    ClientToken: clientToken,
    ...(nodeId === undefined ? {} : { NodeId: nodeId }),
    ...(metadata === undefined ? {} : { CheckoutMetadata: metadata }),
  });
  const { $metadata, ...borrowed } = await withClient(options, (client) => client.send(command));
  if (out !== undefined) await writePrivateFile(out, `${borrowed.SignedToken ?? ""}\n`);
  print(options, borrowed, () => (out === undefined ? [borrowed.SignedToken ?? ""] : summary(borrowed, out)));
}

function summary(borrowed: Omit<CheckoutBorrowLicenseCommandOutput, "$metadata">, out: string): readonly string[] {
  return columns({
    License: borrowed.LicenseArn,
    Lease: borrowed.LicenseConsumptionToken,
    Node: borrowed.NodeId,
    Until: borrowed.Expiration,
    Token: out,
  });
}
