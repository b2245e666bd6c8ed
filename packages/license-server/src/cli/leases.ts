import { Command } from "commander";
import { addSettingOptions } from "../configuration/command-options.js";
import { SETTINGS } from "../configuration/settings.js";
import { END_OF_TIME, formatDateTime } from "../domain/date-time.js";
import type { ListedLease } from "../storage/leases/lease-listing.js";
import { limit } from "./number-options.js";
import { print, table } from "./print.js";
import { readSettings } from "./read-settings.js";
import { DATABASE_SETTINGS, openStoredDatabase } from "./stored-database.js";

interface LeasesOptions {
  readonly license?: string;
  readonly limit: number;
  readonly json?: boolean;
}

const EXAMPLES = `
It reads the server's database, also while the server runs. What was returned or has expired is left out. NODE is the
NodeId that was borrowed for, or - for none; LEASE is what borrow-license return takes.

Examples:
  borrow-license leases --data /var/lib/borrow-license
  borrow-license leases --license arn:aws:license-manager::123456789012:license:l-1 --json`;

/** `borrow-license leases`: who holds what until when. */
export function leasesCommand(): Command {
  const command = new Command("leases").description("Show who holds what until when.");
  return addSettingOptions(command, SETTINGS, DATABASE_SETTINGS)
    .option("--license <arn>", "of this license only")
    .option("--limit <number>", "how many at most, those that expire first", limit, 1000)
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(leases);
}

async function leases({ json = false, license, limit }: LeasesOptions, command: Command): Promise<void> {
  const { values } = await readSettings(command, DATABASE_SETTINGS);
  const storage = await openStoredDatabase(values);
  try {
    const { listLeases } = await import("../storage/leases/lease-listing.js");
    const at = Math.floor(Date.now() / 1000);
    const of = license === undefined ? {} : { licenseArn: license };
    // One more than is shown tells whether there are more.
    const found = await listLeases(storage.database, { at, limit: limit + 1, ...of });
    const shown = found.slice(0, limit);
    if (found.length > limit) console.error(`Only the first ${limit} are shown; --limit shows more.`);
    print({ json }, shown.map(forJson), () =>
      shown.length === 0 ? ["Nothing is borrowed."] : table(COLUMNS, shown.map(forPeople)),
    );
  } finally {
    await storage.close();
  }
}

function forJson({ expiration, issuedAt, ...lease }: ListedLease): object {
  const end = expiration === END_OF_TIME ? {} : { expiration: formatDateTime(expiration) };
  return { ...lease, issuedAt: formatDateTime(issuedAt), ...end };
}

const COLUMNS = ["EXPIRES", "ACCOUNT", "NODE", "HOLDS", "LEASE", "LICENSE"] as const;

function forPeople(lease: ListedLease): readonly string[] {
  const { account, consumptionToken, expiration, holdings, licenseArn, nodeId = "-" } = lease;
  const held = holdings.map(({ amount, entitlement }) => `${entitlement}=${amount}`).join(",");
  const end = expiration === END_OF_TIME ? "when returned" : formatDateTime(expiration);
  return [end, account, nodeId, held, consumptionToken, licenseArn];
}
