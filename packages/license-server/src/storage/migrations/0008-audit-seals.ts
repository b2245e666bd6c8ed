import { appendOnly } from "./append-only.js";
import type { SchemaMigration } from "./schema-migration.js";

/** Seals over stretches of the audit log, by which changes behind the server's back show. */
export const auditSeals: SchemaMigration = {
  name: "0008-audit-seals",
  statements: ({ dialect, integer, strict }) => [
    `CREATE TABLE audit_seal (
      number ${integer} NOT NULL PRIMARY KEY CHECK (number >= 1),
      last_event ${integer} NOT NULL,
      events ${integer} NOT NULL,
      sealed_at ${integer} NOT NULL,
      mac TEXT NOT NULL
    ) ${strict}`,
    ...appendOnly(dialect, {
      table: "audit_seal",
      key: "number",
      refusal: "The audit log only grows: its seals are neither changed nor deleted.",
    }),
  ],
};
