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
    "CREATE INDEX audit_event_of_account ON audit_event (account, id)",
    "CREATE INDEX audit_event_of_license ON audit_event (license_arn, id)",
    "CREATE INDEX audit_event_of_lease ON audit_event (lease)",

    ...(dialect === "sqlite" ? SQLITE_GUARDS : POSTGRES_GUARDS),
  ],
};

const REFUSAL = "The audit log only grows: its events are neither changed nor deleted.";

/** A row that `INSERT OR REPLACE` replaces runs no trigger of deletions, so that is refused by its number. */
const SQLITE_GUARDS = [
  ["audit_event_unchanged", "BEFORE UPDATE ON audit_event"],
  ["audit_event_undeleted", "BEFORE DELETE ON audit_event"],
  ["audit_event_unreplaced", "BEFORE INSERT ON audit_event WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)"],
].map(([name, when]) => `CREATE TRIGGER ${name} ${when} BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`);

const POSTGRES_GUARDS = [
  `CREATE FUNCTION refuse_change_of_audit_event() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '${REFUSAL.replace("'", "''")}'; END $$`,
  `CREATE TRIGGER audit_event_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_event()`,
];
