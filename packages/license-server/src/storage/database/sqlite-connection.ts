import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";

/** SQLite's result codes of what another connection has locked: `SQLITE_BUSY` and the ones made of it. */
const SQLITE_BUSY = 5;
const PRIMARY_CODE = 0xff;
/** How often to ask again for what another connection has locked. */
const BUSY_POLL_MS = 1;
/**
 * How long the write-ahead log gets before it goes into the database, in pages of 4 KiB. Checkouts write some pages again and
 * again, which are copied once each time; a start after a crash reads the log, so it has an end.
 */
const CHECKPOINT_PAGES = 4000;

/**
 * The only connection to a SQLite database. Whoever uses it has it for themselves meanwhile: a transaction that waits
 * for something between its statements would otherwise have those of others in it.
 */
export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #busyTimeoutMs: number;
  #free: Promise<void> = Promise.resolve();

  constructor(database: DatabaseSync, busyTimeoutMs: number) {
    this.#database = database;
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  /** Waits for the connection. It is not free for others until `release` is called. */
  async acquire(): Promise<AcquiredSqlite> {
    const free = this.#free;
    let release = (): void => {};
    this.#free = new Promise((resolve) => {
      release = resolve;
    });
    await free;
    return { database: this.#database, busyTimeoutMs: this.#busyTimeoutMs, release };
  }

  /** Waits for the connection and uses it. What is locked by other connections is tried again until the time is up. */
  async run<Result>(use: (database: DatabaseSync) => Result): Promise<Result> {
    const { database, release } = await this.acquire();
    try {
      return await patiently(this.#busyTimeoutMs, () => use(database));
    } finally {
      release();
    }
  }

  /** Waits for those who use the connection, and closes it. */
  async close(): Promise<void> {
    await this.run((database) => {
      if (database.isOpen) database.close();
    });
  }
}

/** A connection that belongs to one user for a while. */
export interface AcquiredSqlite {
  readonly database: DatabaseSync;
  /** How long to wait for what other connections have locked. */
  readonly busyTimeoutMs: number;
  release(): void;
}

/**
 * Opens a connection that loses nothing: with a file in WAL mode and full synchronisation, what was committed survives
 * a loss of power.
 *
 * @param location the database's file, or `:memory:`
 * @param busyTimeoutMs how long to wait for what other connections have locked, those of other processes for example
 * @throws Error of SQLite when it cannot be opened, or is no database
 */
export async function openSqliteConnection(location: string, busyTimeoutMs: number): Promise<SqliteConnection> {
  // SQLite's own waiting would keep the whole process from answering anybody.
  const connection = new SqliteConnection(new DatabaseSync(location, { timeout: 0 }), busyTimeoutMs);
  try {
    await connection.run((database) =>
      database.exec(`
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
        PRAGMA foreign_keys = ON`),
    );
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Does what other connections may have locked. It is a statement that starts a transaction, or is one by itself. */
export async function patiently<Result>(timeoutMs: number, run: () => Result): Promise<Result> {
  for (const deadline = performance.now() + timeoutMs; ; ) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await wait(BUSY_POLL_MS);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & PRIMARY_CODE) === SQLITE_BUSY;
}
