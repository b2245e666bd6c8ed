import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from "kysely";
import { type AcquiredSqlite, patiently, type SqliteConnection } from "./sqlite-connection.js";

/**
 * Kysely's SQLite on `node:sqlite`, over a connection that others use too. A transaction is the only writer from its
 * start, unless it is said to be read only, so that it never fails half way because another process wrote.
 */
export class NodeSqliteDialect implements Dialect {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter();
  }

  createDriver(): Driver {
    return new NodeSqliteDriver(this.#connection);
  }

  // biome-ignore lint/suspicious/noExplicitAny: Kysely's own type.
  createIntrospector(database: Kysely<any>): DatabaseIntrospector {
    return new SqliteIntrospector(database);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
}

/** In SQLite a transaction covers changes of the schema as well. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<AcquiredConnection> {
    return new AcquiredConnection(await this.#connection.acquire());
  }

  async beginTransaction(connection: AcquiredConnection, { accessMode }: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(accessMode === "read only" ? "BEGIN" : "BEGIN IMMEDIATE"));
  }

  async commitTransaction(connection: AcquiredConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("COMMIT"));
  }

  async rollbackTransaction(connection: AcquiredConnection): Promise<void> {
    // Some failures, such as a full disk, end the transaction by themselves.
    if (connection.isTransaction) await connection.executeQuery(CompiledQuery.raw("ROLLBACK"));
  }

  async releaseConnection(connection: AcquiredConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {
    await this.#connection.close();
  }
}

class AcquiredConnection implements DatabaseConnection {
  readonly #acquired: AcquiredSqlite;

  constructor(acquired: AcquiredSqlite) {
    this.#acquired = acquired;
  }

  get isTransaction(): boolean {
    return this.#acquired.database.isTransaction;
  }

  release(): void {
    this.#acquired.release();
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { busyTimeoutMs, database } = this.#acquired;
    // Within a transaction nothing is locked by others any more.
    return database.isTransaction ? execute(database, query) : patiently(busyTimeoutMs, () => execute(database, query));
  }

  async *streamQuery<Row>({ parameters, sql }: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    const { database } = this.#acquired;
    for (const row of database.prepare(sql).iterate(...(parameters as readonly SQLInputValue[]))) {
      yield { rows: [row as Row] };
    }
  }
}

function execute<Row>(database: DatabaseSync, { parameters, sql }: CompiledQuery): QueryResult<Row> {
  const statement = database.prepare(sql);
  const values = parameters as readonly SQLInputValue[];
  if (answersRows(statement)) return { rows: statement.all(...values) as Row[] };
  const { changes, lastInsertRowid } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

function answersRows(statement: StatementSync): boolean {
  return statement.columns().length > 0;
}
