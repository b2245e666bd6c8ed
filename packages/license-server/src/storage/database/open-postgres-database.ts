import { Kysely } from "kysely";
import { Pool, type PoolConfig, types } from "pg";
import { DatabaseUnusableError, isLicenseServerError } from "../../license-server-error.js";
import { checkSchema, migrate } from "../migrations/migrate.js";
import type { OpenOptions, PostgresDatabase } from "./database.js";
import { LockedPostgresDialect } from "./postgres-dialect.js";
import { withRetries } from "./postgres-retry.js";
import { type PostgresUrl, withoutPassword, withPassword } from "./postgres-url.js";
import type { Tables } from "./tables.js";

export interface PostgresOptions extends OpenOptions {
  /** The password, where the URL has none. Default: what `PGPASSWORD` or the file of `PGPASSFILE` says. */
  readonly password?: string;
  /** The most connections at the same time. Default: 10. */
  readonly maximumConnections?: number;
  /** How long to try again what failed for a while, such as when the server restarts, in milliseconds. Default: 5000. */
  readonly retryTimeMs?: number;
  /**
   * How long a statement, and a pause within a transaction, may take, in milliseconds. What takes longer fails, and
   * lets go of what it has locked. Default: no limit.
   */
  readonly queryTimeoutMs?: number | undefined;
}

/**
 * Opens a PostgreSQL database, version 13 or newer. It is brought to the present schema where that is needed.
 *
 * @throws NewerSchemaError when a newer version of this program wrote the database
 * @throws OlderSchemaError when an older one did, and it may not be changed
 * @throws DatabaseUnusableError when it cannot be reached or used
 */
export async function openPostgresDatabase(url: PostgresUrl, options: PostgresOptions = {}): Promise<PostgresDatabase> {
  const location = withoutPassword(url);
  let database: PostgresDatabase | undefined;
  try {
    // Bringing a database to the present schema takes as long as it takes.
    database = connect(url, location, { ...options, queryTimeoutMs: undefined });
    await checkServer(database.pool);
    await (options.mayMigrate === false ? checkSchema(database) : migrate(database));
    if (options.queryTimeoutMs === undefined) return database;
    await database.close();
    return connect(url, location, options);
  } catch (cause) {
    await database?.close();
    if (isLicenseServerError(cause)) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    const remedy = "Make sure that it is PostgreSQL 13 or newer and that the user may create tables in it";
    throw new DatabaseUnusableError(`The database ${location} cannot be used: ${problem}. ${remedy}.`, { cause });
  }
}

function connect(url: PostgresUrl, location: string, options: PostgresOptions): PostgresDatabase {
  const { retryTimeMs = 5000 } = options;
  const pool = new Pool(poolConfig(url, options));
  // A connection that breaks while nobody uses it is replaced when the next one is needed.
  pool.on("error", () => {});
  // One that breaks while it is used fails its statements; without a listener it would end the process as well.
  pool.on("connect", (client) => client.on("error", () => {}));
  const query = new Kysely<Tables>({ dialect: new LockedPostgresDialect({ pool }) });
  let closed: Promise<void> | undefined;
  const reading = query.transaction().setAccessMode("read only").setIsolationLevel("repeatable read");
  return {
    dialect: "postgres",
    query,
    read: (run) => withRetries(() => reading.execute(run), { retryTimeMs }),
    write: (run) => withRetries(() => query.transaction().execute(run), { retryTimeMs }),
    pool,
    retryTimeMs,
    location,
    close() {
      closed ??= pool.end();
      return closed;
    },
  };
}

function poolConfig(
  url: PostgresUrl,
  { maximumConnections = 10, password, queryTimeoutMs }: PostgresOptions,
): PoolConfig {
  return {
    connectionString: password === undefined ? url : withPassword(url, password),
    max: maximumConnections,
    pipeline: true,
    connectionTimeoutMillis: 5000,
    application_name: "borrow-license",
    // A host that goes away without a word must not keep a request for ever.
    keepAlive: true,
    // PostgreSQL ends what takes too long by itself. The connection is given up only where it does not.
    ...(queryTimeoutMs === undefined ? {} : { query_timeout: queryTimeoutMs + GRACE_MS }),
    types: { getTypeParser },
    onConnect: async (client) => {
      await client.query(COMMIT_TO_DISK);
      if (queryTimeoutMs !== undefined) await client.query(LIMITS, [String(queryTimeoutMs)]);
    },
  };
}

const GRACE_MS = 1000;

/** A process that stands still in a transaction must not keep what it has locked from the others either. */
const LIMITS = `
  SELECT set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $1, false)`;

/** What was answered has to survive a crash, also where the database is set up for speed. */
const COMMIT_TO_DISK = `
  SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;

const OLDEST_VERSION = 130_000;

async function checkServer(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number; name: string }>(`
    SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name`);
  const [server] = rows;
  if (server !== undefined && server.version < OLDEST_VERSION) throw new Error(`it is PostgreSQL ${server.name}`);
}

const { BOOL, INT8, JSON: JSON_TEXT, NUMERIC } = types.builtins;

/** Whole numbers up to 2^53 - 1 are numbers here, and JSON is read as it was written, byte for byte. */
const getTypeParser = ((type: number, format?: "binary" | "text") => {
  if (format !== "binary") {
    if (type === INT8 || type === NUMERIC) return Number;
    if (type === JSON_TEXT) return String;
    if (type === BOOL) return (text: string) => text === "t";
  }
  return types.getTypeParser(type, format as "text");
}) as typeof types.getTypeParser;
