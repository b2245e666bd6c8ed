import type { Kysely, Transaction } from "kysely";
import type { Pool } from "pg";
import type { SqliteConnection } from "./sqlite-connection.js";
import type { Tables } from "./tables.js";

/** A database of the present schema, for the stores that stand on it. */
export type Database = SqliteDatabase | PostgresDatabase;

/** How to open a database. */
export interface OpenOptions {
  /** Whether the database may be brought to the present schema. Otherwise it has to have it. Default: true. */
  readonly mayMigrate?: boolean;
}

/** What both dialects have. */
interface QueriedDatabase {
  /** Builds and runs queries, each by itself and once. Stores have their work done by `read` and `write`. */
  readonly query: Kysely<Tables>;
  /** Runs what only reads, at one moment of the database. It may run again where the connection breaks. */
  read<Result>(run: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /**
   * Runs a transaction: it happens as a whole or, when the promise is rejected, not at all. It may run again where it
   * comes across another, or where the connection breaks, and then it is unknown whether it was committed: it must find
   * that out by what it reads, or be of no effect the second time.
   */
  write<Result>(run: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** Which database it is, for messages: it has no password. */
  readonly location: string;
  /** Ends the use of the database. It can be called again. */
  close(): Promise<void>;
}

/** A SQLite database, in a file or in memory. */
export interface SqliteDatabase extends QueriedDatabase {
  readonly dialect: "sqlite";
  /** The only connection, for statements that are prepared once. */
  readonly connection: SqliteConnection;
}

/** A PostgreSQL database. */
export interface PostgresDatabase extends QueriedDatabase {
  readonly dialect: "postgres";
  /** The connections, for statements that are prepared once. */
  readonly pool: Pool;
  /** How long to try again what failed for a while, such as when the server restarts. */
  readonly retryTimeMs: number;
}
