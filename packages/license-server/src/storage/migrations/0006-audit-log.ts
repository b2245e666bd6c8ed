import { appendOnly } from "./append-only.js";
import type { SchemaMigration } from "./schema-migration.js";

/**
 * The log of every change. The database itself refuses to alter what is in it. What was there before it is entered once,
 * as found, so that every license and every lease has an event.
 */
export const auditLog: SchemaMigration = {
  name: "0006-audit-log",
  statements: ({ dialect, identity, integer, json, now, strict }) => [
    `CREATE TABLE audit_event (
      id ${identity},
      at ${integer} NOT NULL,
      account TEXT NOT NULL,
      access_key_id TEXT,
      os_user TEXT,
      request_id TEXT,
      operation TEXT NOT NULL,
      license_arn TEXT,
      lease TEXT,
      key_id TEXT,
      outcome TEXT NOT NULL,
      details ${json("details")}
    ) ${strict}`,

    `INSERT INTO audit_event (at, account, operation, license_arn, outcome)
      SELECT ${now}, account, 'Migration', arn, 'found' FROM license ORDER BY created_at, arn`,
    `INSERT INTO audit_event (at, account, operation, license_arn, lease, outcome)
      SELECT ${now}, account, 'Migration', license_arn, consumption_token, 'found' FROM lease ORDER BY issued_at`,
    `INSERT INTO audit_event (at, account, operation, key_id, outcome)
      SELECT ${now}, account, 'Migration', id, 'found' FROM access_key ORDER BY created_at, id`,

    "CREATE INDEX audit_event_at ON audit_event (at)",
    "CREATE INDEX audit_event_of_account ON audit_event (account, at)",
    "CREATE INDEX audit_event_of_license ON audit_event (license_arn, at)",
    "CREATE INDEX audit_event_of_lease ON audit_event (lease)",

    ...appendOnly(dialect, {
      table: "audit_event",
      key: "id",
      refusal: "The audit log only grows: its events are neither changed nor deleted.",
    }),
  ],
};
