import type { Kysely } from "kysely";
import type { Pool } from "pg";
import type { SqliteConnection } from "./sqlite-connection.js";
import type { Tables } from "./tables.js";

/** A database of the present schema, for the stores that stand on it. */
export type Database = SqliteDatabase | PostgresDatabase;

/** What both dialects have. */
interface QueriedDatabase {
  /** Builds and runs queries. */
  readonly query: Kysely<Tables>;
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
}
