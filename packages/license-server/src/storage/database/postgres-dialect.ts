import { type DialectAdapter, PostgresAdapter, PostgresDialect } from "kysely";

/**
 * Kysely's PostgreSQL, whose migrations run in a transaction that has locked out others before. Kysely's own lock
 * belongs to the session, and would be given back before the transaction is committed.
 */
export class LockedPostgresDialect extends PostgresDialect {
  override createAdapter(): DialectAdapter {
    return new LockedPostgresAdapter();
  }
}

class LockedPostgresAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}

  override async releaseMigrationLock(): Promise<void> {}
}
