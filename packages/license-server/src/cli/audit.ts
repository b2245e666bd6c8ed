import { Command, InvalidArgumentError } from "commander";
import { addSettingOptions } from "../configuration/command-options.js";
import { SETTINGS } from "../configuration/settings.js";
import { formatDateTime } from "../domain/date-time.js";
import type { AuditEvent } from "../storage/audit/audit-event.js";
import type { AuditLog, AuditQuery } from "../storage/audit/audit-log.js";
import { moment } from "./moment-option.js";
import { limit } from "./number-options.js";
import { printable } from "./print.js";
import { readSettings } from "./read-settings.js";
import { DATABASE_SETTINGS, openStoredDatabase } from "./stored-database.js";

interface AuditOptions extends AuditQuery {
  readonly accessKey?: string;
  readonly key?: string;
  readonly license?: string;
  readonly request?: string;
  readonly seal?: { readonly number: number; readonly mac: string };
  readonly verify?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
It reads the server's database, also while the server runs. A change is there together with its event, or neither is.
What was refused changed nothing: it is in the server's log, by its request ID.

The server seals the events every minute, with a key that is not in the database. --verify ends with exit code 4 where events
or seals are not as they were sealed.

Examples:
  borrow-license audit --since 24h
  borrow-license audit --license arn:aws:license-manager::123456789012:license:l-1 --operation CheckoutBorrowLicense
  borrow-license audit --verify
  borrow-license audit --since 2026-01-01 --until 2026-02-01 --limit 9999999 --json > january.json`;

/** `borrow-license audit`: who changed what and when. */
export function auditCommand(): Command {
  const command = new Command("audit").description("Show who changed what and when, the latest first.");
  return addSettingOptions(command, SETTINGS, [...DATABASE_SETTINGS, "encryptionKey"])
    .option("--since <moment>", "from this moment on: a date, a date and time, or 90m, 24h, 7d ago", moments)
    .option("--until <moment>", "before this moment", moments)
    .option("--account <digits>", "of this account")
    .option("--access-key <id>", "of requests that this access key signed")
    .option("--operation <name>", "of this operation, such as CheckInLicense or DisableAccessKey")
    .option("--license <arn>", "of this license")
    .option("--lease <token>", "of the checkout with this license consumption token")
    .option("--key <id>", "of this access key or signing key")
    .option("--request <id>", "of the request with this ID")
    .option("--limit <number>", "how many at most", limit, 100)
    .option("--before <number>", "those before the event with this number, for the next page", eventNumber)
    .option("--verify", "tell whether the log is as the server sealed it, in place of showing it")
    .option("--seal <number:mac>", "with --verify: a seal of the server's log, which must be there", keptSeal)
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(audit);
}

function moments(text: string): number {
  return moment(text);
}

function eventNumber(text: string): number {
  if (/^[1-9][0-9]{0,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give the number of an event, as the command shows it.");
}

function keptSeal(text: string): AuditOptions["seal"] {
  const [, number, mac = ""] = /^([1-9][0-9]{0,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (number !== undefined) return { number: Number(number), mac };
  throw new InvalidArgumentError("Give a seal as the server's log has it: its number, a colon and its MAC.");
}

async function audit(options: AuditOptions, command: Command): Promise<void> {
  if (options.verify) {
    const { values } = await readSettings(command, [...DATABASE_SETTINGS, "encryptionKey"]);
    const { verifyAuditLog } = await import("./audit-verify.js");
    return verifyAuditLog(values, options);
  }
  const { values } = await readSettings(command, DATABASE_SETTINGS);
  const storage = await openStoredDatabase(values);
  try {
    const { json = false } = options;
    let last: AuditEvent | undefined;
    let count = 0;
    if (json) process.stdout.write("[");
    for await (const event of events(storage.auditLog, queryOf(options), options.limit + 1)) {
      // One more than is shown tells whether there are more.
      if (count === options.limit) {
        const shown = count === 1 ? "event is" : `${count} events are`;
        console.error(`Only the latest ${shown} shown; --before ${last?.id} shows those before.`);
        break;
      }
      process.stdout.write(json ? `${count === 0 ? "" : ","}\n${JSON.stringify(forJson(event))}` : `${line(event)}\n`);
      last = event;
      count += 1;
    }
    if (json) process.stdout.write(count === 0 ? "]\n" : "\n]\n");
    else if (count === 0) console.log("There are no such events.");
  } finally {
    await storage.close();
  }
}

function queryOf({ accessKey, key, license, request, ...options }: AuditOptions): Omit<AuditQuery, "limit"> {
  const { account, before, lease, operation, since, until } = options;
  const wanted = { accessKeyId: accessKey, account, before, keyId: key, lease, licenseArn: license, operation };
  const all = { ...wanted, requestId: request, since, until };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const PAGE = 1000;

/** The first events that meet the query, read page by page: there may be more than fit into memory. */
async function* events(log: AuditLog, query: Omit<AuditQuery, "limit">, count: number): AsyncGenerator<AuditEvent> {
  let { before } = query;
  for (let left = count; left > 0; ) {
    const page = await log.list({
      ...query,
      ...(before === undefined ? {} : { before }),
      limit: Math.min(PAGE, left),
    });
    yield* page;
    left -= page.length;
    before = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

function forJson({ at, ...event }: AuditEvent): object {
  return { ...event, at: formatDateTime(at) };
}

function line(event: AuditEvent): string {
  const { accessKeyId, account, at, details = {}, keyId, lease, licenseArn, operation, osUser, outcome } = event;
  const by = accessKeyId ?? (osUser === undefined ? "-" : `user ${osUser}`);
  const facts = Object.entries(details).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const about = [keyId, licenseArn, lease].filter((name) => name !== undefined);
  return printable([event.id, formatDateTime(at), operation, outcome, account, by, ...about, ...facts].join("  "));
}
