import { Kysely } from "kysely";
import { DatabaseUnusableError, isLicenseServerError } from "../../license-server-error.js";
import { checkSchema, migrate } from "../migrations/migrate.js";
import type { OpenOptions, SqliteDatabase } from "./database.js";
import { openSqliteConnection, type SqliteConnection } from "./sqlite-connection.js";
import { NodeSqliteDialect } from "./sqlite-dialect.js";
import type { Tables } from "./tables.js";

export interface SqliteOptions extends OpenOptions {
  /** How long to wait for another process that is writing, in milliseconds. Default: 5000. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens a SQLite database. It is created, or brought to the present schema, where that is needed.
 *
 * @param location the database's file, or `:memory:` for one that is gone when it is closed
 * @throws NewerSchemaError when a newer version of this program wrote the database
 * @throws OlderSchemaError when an older one did, and it may not be changed
 * @throws DatabaseUnusableError when it cannot be opened, or is no SQLite database
 */
export async function openSqliteDatabase(location: string, options: SqliteOptions = {}): Promise<SqliteDatabase> {
  let database: SqliteDatabase | undefined;
  try {
    const connection = await openSqliteConnection(location, options.busyTimeoutMs ?? 5000);
    database = sqliteDatabase(connection, location);
    await (options.mayMigrate === false ? checkSchema(database) : migrate(database));
    return database;
  } catch (cause) {
    await database?.close();
    if (isLicenseServerError(cause)) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    const remedy = "Make sure that it is a license server's database and that this user can write to it";
    throw new DatabaseUnusableError(`The database ${location} cannot be used: ${problem}. ${remedy}.`, { cause });
  }
}

/** A database of whatever schema over a connection. */
export function sqliteDatabase(connection: SqliteConnection, location: string): SqliteDatabase {
  const query = new Kysely<Tables>({ dialect: new NodeSqliteDialect(connection) });
  return {
    dialect: "sqlite",
    query,
    read: (run) => query.transaction().setAccessMode("read only").execute(run),
    write: (run) => query.transaction().execute(run),
    connection,
    location,
    close: () => connection.close(),
  };
}
