import type { Kysely } from "kysely";
import type { Database } from "../database/database.js";
import type { AuditEventTable, Tables } from "../database/tables.js";
import type { AuditEvent, AuditOutcome, NewAuditEvent } from "./audit-event.js";
import type { AuditLog, AuditQuery } from "./audit-log.js";

/** Reads the audit log of a database. */
export function createAuditLog(database: Database): AuditLog {
  return { list: (query) => database.read((transaction) => listEvents(transaction, query)) };
}

/** Appends a change to the audit log, in the transaction that makes the change. */
export async function recordChange(transaction: Kysely<Tables>, event: NewAuditEvent): Promise<void> {
  await transaction
    .insertInto("audit_event")
    .values({
      at: event.at,
      account: event.account,
      access_key_id: event.accessKeyId ?? null,
      os_user: event.osUser ?? null,
      request_id: event.requestId ?? null,
      operation: event.operation,
      license_arn: event.licenseArn ?? null,
      lease: event.lease ?? null,
      key_id: event.keyId ?? null,
      outcome: event.outcome,
      details: event.details === undefined ? null : JSON.stringify(event.details),
    })
    .execute();
}

/** In the order of time, because that is what ranges are asked for by: each page is read in order, and sorts nothing. */
export async function listEvents(query: Kysely<Tables>, wanted: AuditQuery): Promise<readonly AuditEvent[]> {
  let select = query.selectFrom("audit_event").selectAll();
  for (const [column, value] of Object.entries(equalColumns(wanted))) {
    if (value !== undefined) select = select.where(column as keyof ReturnType<typeof equalColumns>, "=", value);
  }
  if (wanted.since !== undefined) select = select.where("at", ">=", wanted.since);
  if (wanted.until !== undefined) select = select.where("at", "<", wanted.until);
  if (wanted.before !== undefined) {
    const { at, id } = await lastShown(query, wanted.before);
    select = select.where((event) => event(event.refTuple("at", "id"), "<", event.tuple(at, id)));
  }
  return (await select.orderBy("at", "desc").orderBy("id", "desc").limit(wanted.limit).execute()).map(eventOf);
}

/** Where the page before ended. Numbers may have gaps. */
async function lastShown(query: Kysely<Tables>, id: number): Promise<{ readonly at: number; readonly id: number }> {
  const event = query.selectFrom("audit_event").select(["at", "id"]).where("id", "<=", id).orderBy("id", "desc");
  return (await event.limit(1).executeTakeFirst()) ?? { at: 0, id: 0 };
}

function equalColumns(wanted: AuditQuery) {
  return {
    account: wanted.account,
    access_key_id: wanted.accessKeyId,
    operation: wanted.operation,
    license_arn: wanted.licenseArn,
    lease: wanted.lease,
    key_id: wanted.keyId,
    request_id: wanted.requestId,
  } as const satisfies Partial<Record<keyof AuditEventTable, string | undefined>>;
}

function eventOf(row: Omit<AuditEventTable, "id"> & { readonly id: number }): AuditEvent {
  return {
    id: row.id,
    at: row.at,
    account: row.account,
    ...(row.access_key_id === null ? {} : { accessKeyId: row.access_key_id }),
    ...(row.os_user === null ? {} : { osUser: row.os_user }),
    ...(row.request_id === null ? {} : { requestId: row.request_id }),
    operation: row.operation,
    ...(row.license_arn === null ? {} : { licenseArn: row.license_arn }),
    ...(row.lease === null ? {} : { lease: row.lease }),
    ...(row.key_id === null ? {} : { keyId: row.key_id }),
    outcome: row.outcome as AuditOutcome,
    ...(row.details === null ? {} : { details: JSON.parse(row.details) as Record<string, unknown> }),
  };
}
