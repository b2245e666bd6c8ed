import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { addSettingOptions } from "../configuration/command-options.js";
import { SETTINGS } from "../configuration/settings.js";
import { END_OF_TIME } from "../domain/date-time.js";
import type { ListedLease } from "../storage/leases/lease-listing.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";
import { print, printable } from "./print.js";
import { readSettings } from "./read-settings.js";

interface LeasesOptions {
  readonly license?: string;
  readonly limit: number;
  readonly json?: boolean;
}

const EXAMPLES = `
It reads the server's database, also while the server runs. What was returned or has expired is left out.

Examples:
  borrow-license leases --data /var/lib/borrow-license
  borrow-license leases --license arn:aws:license-manager::123456789012:license:l-1 --json`;

/** `borrow-license leases`: who holds what until when. */
export function leasesCommand(): Command {
  return addSettingOptions(new Command("leases").description("Show who holds what until when."), SETTINGS, ["data"])
    .option("--license <arn>", "of this license only")
    .option("--limit <number>", "how many at most, those that expire first", limit, 1000)
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(leases);
}

function limit(text: string): number {
  if (/^[1-9][0-9]{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number from 1 to 9999999.");
}

async function leases({ json = false, license, limit }: LeasesOptions, command: Command): Promise<void> {
  const { values } = await readSettings(command, ["data"]);
  const file = join(values.data, "licenses.sqlite");
  if (!existsSync(file)) {
    const message = `There is no database in the folder ${values.data}. Name the server's folder with --data.`;
    throw new CommandFailure(message, EXIT_CODES.failed);
  }
  const [{ listLeases }, { openStorage }] = await Promise.all([
    import("../storage/leases/lease-listing.js"),
    import("../storage/open-storage.js"),
  ]);
  const storage = await openStorage({ database: file });
  try {
    const at = Math.floor(Date.now() / 1000);
    const of = license === undefined ? {} : { licenseArn: license };
    // One more than is shown tells whether there are more.
    const found = await listLeases(storage.database, { at, limit: limit + 1, ...of });
    const shown = found.slice(0, limit);
    if (found.length > limit) console.error(`Only the first ${limit} are shown; --limit shows more.`);
    print({ json }, shown.map(forJson), () => (shown.length === 0 ? ["Nothing is borrowed."] : shown.map(line)));
  } finally {
    await storage.close();
  }
}

function forJson({ expiration, issuedAt, ...lease }: ListedLease): object {
  const end = expiration === END_OF_TIME ? {} : { expiration: dateTime(expiration) };
  return { ...lease, issuedAt: dateTime(issuedAt), ...end };
}

function line({ expiration, holdings, licenseArn, nodeId = "-" }: ListedLease): string {
  const held = holdings.map(({ amount, entitlement }) => `${entitlement}=${amount}`).join(",");
  const end = expiration === END_OF_TIME ? "until returned      " : dateTime(expiration);
  return printable(`${end}  ${nodeId}  ${held}  ${licenseArn}`);
}

function dateTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
