import { createHmac, type Hmac, hkdfSync } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { EncryptionKey } from "../../secrets/sealed-text.js";
import type { Database } from "../database/database.js";
import type { AuditSealTable, Tables } from "../database/tables.js";

/** A seal over the events after those of the seal before it. */
export interface AuditSeal {
  /** From 1 on, without a gap. */
  readonly number: number;
  /** The number of the last event that it is over. */
  readonly lastEvent: number;
  /** How many events it is over. */
  readonly events: number;
  readonly sealedAt: EpochSeconds;
  /** HMAC-SHA-256 over the events, this seal and the one before it, in hexadecimal. */
  readonly mac: string;
}

/** What a check of the seals found. */
export interface SealExamination {
  /** The last seal, where there is one. */
  readonly last: AuditSeal | undefined;
  readonly sealedEvents: number;
  /** Events that came after the last seal. */
  readonly unsealedEvents: number;
  /** What is not as it was sealed, a sentence each. */
  readonly problems: readonly string[];
}

/** Few enough to be read and hashed between two requests. */
const EVENTS_OF_A_SEAL = 1000;

/** What stands before the first seal. */
const BEGINNING: AuditSeal = { number: 0, lastEvent: 0, events: 0, sealedAt: 0, mac: "" };

/**
 * Seals all events that have no seal yet. Several processes may do so at the same time.
 *
 * @param key the server's encryption key, which is not in the database: a key of the seals' own is derived from it
 * @returns the seals that were made
 */
export async function sealAuditLog(
  database: Database,
  key: EncryptionKey,
  at: EpochSeconds,
): Promise<readonly AuditSeal[]> {
  const end = await finalEvent(database);
  const seals: AuditSeal[] = [];
  for (;;) {
    const seal = await database.write((transaction) => sealNext(transaction, database.dialect, sealKey(key), end, at));
    if (seal === undefined) return seals;
    seals.push(seal);
  }
}

/**
 * Compares the audit log with its seals, as they stand at one moment. Whoever has no key cannot change, add or remove a
 * sealed event without its showing. That the last seals and their events were removed together shows against a seal that
 * was kept elsewhere.
 *
 * @param kept a seal that was kept elsewhere, such as in the server's log
 * @param onSeal is told of each seal, as progress
 */
export function examineSeals(
  database: Database,
  key: EncryptionKey,
  kept?: Pick<AuditSeal, "number" | "mac">,
  onSeal: (seal: AuditSeal) => void = () => undefined,
): Promise<SealExamination> {
  return database.read(async (transaction) => {
    const problems = await impossibleEvents(transaction);
    let before = BEGINNING;
    let sealedEvents = 0;
    for (;;) {
      const seal = await nextSeal(transaction, before.number);
      if (seal === undefined) break;
      problems.push(...(await problemsOf(transaction, sealKey(key), seal, before, kept)));
      sealedEvents += seal.events;
      before = seal;
      onSeal(seal);
    }
    if (kept !== undefined && kept.number > before.number) {
      problems.push(`Seal ${kept.number} is missing: the log ends with seal ${before.number}.`);
    }
    const unsealedEvents = await countAfter(transaction, before.lastEvent);
    return { last: before === BEGINNING ? undefined : before, sealedEvents, unsealedEvents, problems };
  });
}

/** Numbers are counted up from 1, so that every event comes after the beginning of the first seal. */
async function impossibleEvents(query: Kysely<Tables>): Promise<string[]> {
  const { count } = await query
    .selectFrom("audit_event")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("id", "<", 1)
    .executeTakeFirstOrThrow();
  if (Number(count) === 0) return [];
  return [`${count} of the events have numbers below 1, which no server gives: somebody else put them there.`];
}

async function problemsOf(
  query: Kysely<Tables>,
  key: Uint8Array,
  seal: AuditSeal,
  before: AuditSeal,
  kept: Pick<AuditSeal, "number" | "mac"> | undefined,
): Promise<readonly string[]> {
  if (seal.number !== before.number + 1) return [`The seals between ${before.number} and ${seal.number} are missing.`];
  const { mac } = await sealOver(query, key, before, seal);
  const range = `the events ${before.lastEvent + 1} to ${seal.lastEvent}`;
  return [
    ...(mac === seal.mac ? [] : [`Seal ${seal.number} does not fit: ${range}, or the seal, are not as they were.`]),
    ...(kept?.number === seal.number && kept.mac !== seal.mac
      ? [`Seal ${seal.number} is not the one that was kept.`]
      : []),
  ];
}

/**
 * The last event before which none can come any more. A transaction takes an event's number before it is committed, so in
 * PostgreSQL it waits for those that are under way.
 */
async function finalEvent(database: Database): Promise<number> {
  const lastEvent = async (query: Kysely<Tables>): Promise<number> => {
    const { last } = await query
      .selectFrom("audit_event")
      .select(({ fn }) => fn.max("id").as("last"))
      .executeTakeFirstOrThrow();
    return last ?? 0;
  };
  if (database.dialect === "sqlite") return database.read(lastEvent);
  return database.write(async (transaction) => {
    // Those who come later wait behind this, so it must not wait for long.
    await sql`SET LOCAL lock_timeout = '1s'`.execute(transaction);
    await sql`LOCK TABLE audit_event IN SHARE MODE`.execute(transaction);
    return lastEvent(transaction);
  });
}

async function sealNext(
  transaction: Kysely<Tables>,
  dialect: Database["dialect"],
  key: Uint8Array,
  end: number,
  at: EpochSeconds,
): Promise<AuditSeal | undefined> {
  // A SQLite transaction is the only writer from its start.
  if (dialect === "postgres") await sql`LOCK TABLE audit_seal IN EXCLUSIVE MODE`.execute(transaction);
  const before = (await lastSeal(transaction)) ?? BEGINNING;
  const numbers = await transaction
    .selectFrom("audit_event")
    .select("id")
    .where("id", ">", before.lastEvent)
    .where("id", "<=", end)
    .orderBy("id")
    .limit(EVENTS_OF_A_SEAL)
    .execute();
  const lastEvent = numbers.at(-1)?.id;
  if (lastEvent === undefined) return undefined;
  const seal = await sealOver(transaction, key, before, { number: before.number + 1, lastEvent, sealedAt: at });
  await transaction
    .insertInto("audit_seal")
    .values({
      number: seal.number,
      last_event: seal.lastEvent,
      events: seal.events,
      sealed_at: seal.sealedAt,
      mac: seal.mac,
    })
    .execute();
  return seal;
}

/** The seal that the events make which are there after those of the seal before. */
async function sealOver(
  query: Kysely<Tables>,
  key: Uint8Array,
  before: AuditSeal,
  { lastEvent, number, sealedAt }: Pick<AuditSeal, "lastEvent" | "number" | "sealedAt">,
): Promise<AuditSeal> {
  const mac = createHmac("sha256", key);
  add(mac, [number, before.mac, before.lastEvent, lastEvent, sealedAt]);
  let events = 0;
  for (let after = before.lastEvent; ; ) {
    const rows = await query
      .selectFrom("audit_event")
      .selectAll()
      .where("id", ">", after)
      .where("id", "<=", lastEvent)
      .orderBy("id")
      .limit(EVENTS_OF_A_SEAL)
      .execute();
    for (const row of rows) {
      const { access_key_id, account, at, details, id, key_id, lease, license_arn, operation, os_user } = row;
      const { outcome, request_id } = row;
      add(mac, [id, at, account, access_key_id, os_user, request_id, operation, license_arn, lease, key_id, outcome]);
      add(mac, [details]);
    }
    events += rows.length;
    after = rows.at(-1)?.id ?? lastEvent;
    if (rows.length < EVENTS_OF_A_SEAL) break;
  }
  add(mac, [events]);
  return { number, lastEvent, events, sealedAt, mac: mac.digest("hex") };
}

/** JSON tells where one value ends and the next begins. */
function add(mac: Hmac, values: readonly unknown[]): void {
  mac.update(`${JSON.stringify(values)}\n`);
}

/** HKDF (RFC 5869), so that no key is used for two purposes. */
function sealKey(key: EncryptionKey): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, "", "borrow-license audit seals", 32));
}

async function lastSeal(query: Kysely<Tables>): Promise<AuditSeal | undefined> {
  const row = await query.selectFrom("audit_seal").selectAll().orderBy("number", "desc").limit(1).executeTakeFirst();
  return row && sealOf(row);
}

async function nextSeal(query: Kysely<Tables>, after: number): Promise<AuditSeal | undefined> {
  const row = await query
    .selectFrom("audit_seal")
    .selectAll()
    .where("number", ">", after)
    .orderBy("number")
    .limit(1)
    .executeTakeFirst();
  return row && sealOf(row);
}

async function countAfter(query: Kysely<Tables>, event: number): Promise<number> {
  const { count } = await query
    .selectFrom("audit_event")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("id", ">", event)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function sealOf({ events, last_event: lastEvent, mac, number, sealed_at: sealedAt }: AuditSealTable): AuditSeal {
  return { number, lastEvent, events, sealedAt, mac };
}
