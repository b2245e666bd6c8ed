import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { SqliteDatabase } from "../src/storage/database/database.js";
import type { Tables } from "../src/storage/database/tables.js";

/** What SQLite does for the last statement that a function asks, a line for each step. */
export async function sqlitePlan(
  database: SqliteDatabase,
  ask: (query: Kysely<Tables>) => Promise<unknown>,
): Promise<readonly string[]> {
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const recorder = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (query) => new SqliteIntrospector(query),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    log({ query }) {
      asked.push(query);
    },
  });
  await ask(recorder);
  const { parameters, sql } = asked.at(-1) ?? { parameters: [], sql: "" };
  return database.connection.run((sqlite) =>
    sqlite
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(parameters as string[]))
      .map(({ detail }) => String(detail)),
  );
}
