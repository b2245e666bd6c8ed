import type { AccessKeyStorage } from "./access-keys/access-key-storage.js";
import { createAccessKeyStorage } from "./access-keys/database-access-key-storage.js";
import type { AuditLog } from "./audit/audit-log.js";
import { createAuditLog } from "./audit/database-audit-log.js";
import type { Database } from "./database/database.js";
import { openPostgresDatabase, type PostgresOptions } from "./database/open-postgres-database.js";
import { openSqliteDatabase, type SqliteOptions } from "./database/open-sqlite-database.js";
import { isPostgresUrl } from "./database/postgres-url.js";
import { createLicenseStorage } from "./licenses/database-license-storage.js";
import type { LicenseStorage } from "./licenses/license-storage.js";
import { createSigningKeyStorage } from "./signing-keys/database-signing-key-storage.js";
import type { SigningKeyStorage } from "./signing-keys/signing-key-storage.js";

/** Everything that a license server keeps, a store for each subject. */
export interface Storage {
  readonly licenses: LicenseStorage;
  readonly accessKeys: AccessKeyStorage;
  readonly auditLog: AuditLog;
  readonly signingKeys: SigningKeyStorage;
  /** What the stores stand on. */
  readonly database: Database;
  /** Ends the use of all stores. It can be called again. */
  close(): Promise<void>;
}

export interface StorageOptions extends SqliteOptions, PostgresOptions {
  /** A `postgres://` URL, the file of a SQLite database, or `:memory:` for one that is gone when it is closed. */
  readonly database: string;
}

/**
 * Opens a server's storage, and brings its database to the present schema.
 *
 * @throws NewerSchemaError when a newer version of this program wrote the database
 * @throws DatabaseUnusableError when it cannot be opened or reached
 */
export async function openStorage({ database: location, ...options }: StorageOptions): Promise<Storage> {
  const database = isPostgresUrl(location)
    ? await openPostgresDatabase(location, options)
    : await openSqliteDatabase(location, options);
  return {
    licenses: await createLicenseStorage(database),
    accessKeys: createAccessKeyStorage(database),
    auditLog: createAuditLog(database),
    signingKeys: createSigningKeyStorage(database),
    database,
    close: () => database.close(),
  };
}

/**
 * Opens the licenses in a SQLite database alone, such as for a service without a server.
 *
 * @param location the database's file, or `:memory:`
 * @throws NewerSchemaError when a newer version of this program wrote the database
 * @throws DatabaseUnusableError when it cannot be opened, or is no SQLite database
 */
export async function openSqliteStorage(location: string, options: SqliteOptions = {}): Promise<LicenseStorage> {
  return createLicenseStorage(await openSqliteDatabase(location, options));
}
