import type { License, LicenseManagerClient, ListLicensesRequest } from "@borrow-license/client";
import type { Command } from "commander";
import { type ClientOptions, clientCommand, withClient } from "./client-command.js";
import { limit } from "./number-options.js";
import { print, printable } from "./print.js";

interface ListOptions extends ClientOptions {
  readonly beneficiary?: string;
  readonly fingerprint?: string;
  readonly sku?: string;
  readonly status?: string;
  readonly limit: number;
}

const EXAMPLES = `
It lists the licenses that the account issued; deleted ones only with --status DELETED.

Examples:
  borrow-license license list --endpoint http://127.0.0.1:4010
  borrow-license license list --sku studio-2026 --status AVAILABLE --json`;

/** `borrow-license license list`: the account's licenses. */
export function listCommand(): Command {
  return clientCommand("list")
    .description("List licenses.")
    .option("--beneficiary <name>", "those for this beneficiary")
    .option("--sku <sku>", "those of the product with this ProductSKU")
    .option("--fingerprint <text>", "those of the issuer with this KeyFingerprint")
    .option("--status <status>", "those with this status, such as AVAILABLE or EXPIRED")
    .option("--limit <number>", "how many at most", limit, 1000)
    .addHelpText("after", EXAMPLES)
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  const found = await withClient(options, (client) => firstLicenses(client, conditions(options), options.limit + 1));
  // One more than is shown tells whether there are more.
  const shown = found.slice(0, options.limit);
  if (found.length > shown.length) console.error(`Only the first ${shown.length} are shown; --limit shows more.`);
  print(options, shown, () => (shown.length === 0 ? ["There are no such licenses."] : shown.map(line)));
}

function conditions({ beneficiary, fingerprint, sku, status }: ListOptions): Pick<ListLicensesRequest, "Filters"> {
  const values = { Beneficiary: beneficiary, ProductSKU: sku, Fingerprint: fingerprint, Status: status };
  const Filters = Object.entries(values).flatMap(([Name, value]) =>
    value === undefined ? [] : [{ Name, Values: [value] }],
  );
  return Filters.length === 0 ? {} : { Filters };
}

const MAXIMUM_PAGE = 100;

async function firstLicenses(
  client: LicenseManagerClient,
  request: ListLicensesRequest,
  count: number,
): Promise<readonly License[]> {
  const { ListLicensesCommand } = await import("@borrow-license/client");
  const found: License[] = [];
  for (let more = {}; ; ) {
    const MaxResults = Math.min(MAXIMUM_PAGE, count - found.length);
    const { Licenses = [], NextToken } = await client.send(
      new ListLicensesCommand({ ...request, ...more, MaxResults }),
    );
    found.push(...Licenses);
    if (NextToken === undefined || found.length >= count) return found;
    more = { NextToken };
  }
}

function line({ Beneficiary, LicenseArn, ProductSKU, Status, Version }: License): string {
  return [LicenseArn, Status, Version, ProductSKU, Beneficiary].map((text) => printable(text ?? "-")).join("  ");
}
