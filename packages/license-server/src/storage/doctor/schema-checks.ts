import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.js";
import { openSqliteDatabase } from "../database/open-sqlite-database.js";
import type { Tables } from "../database/tables.js";
import { MIGRATIONS } from "../migrations/migrations.js";
import { DIALECT_TERMS } from "../migrations/schema-migration.js";
import { type DatabaseCheck, finding } from "./finding.js";

/**
 * Primary keys and indexes keep rows from being there twice, and queries fast. What there has to be is what a new database
 * has: both dialects have the same, but for names.
 */
export function missingIndexes(dialect: Database["dialect"]): DatabaseCheck {
  return async (query) => {
    const found = dialect === "sqlite" ? await indexesInSqlite(query) : await indexesInPostgres(query);
    const names = new Set(found.map(described));
    const expected = await indexesOfNewDatabase();
    return expected
      .filter((index) => !names.has(described(index)))
      .map((index) => finding("schema", `There is no ${described(index)}. ${remedy(index)}`));
  };
}

/** Triggers keep the audit log from being changed. One that is disabled, or does something else, is none. */
export function missingTriggers(dialect: Database["dialect"]): DatabaseCheck {
  return async (query) => {
    const statements = MIGRATIONS.flatMap((migration) => migration.statements(DIALECT_TERMS[dialect]));
    const expected = statements.filter((statement) => statement.startsWith("CREATE TRIGGER "));
    const found = dialect === "sqlite" ? await triggersInSqlite(query) : await triggersInPostgres(query);
    return expected
      .filter((statement) => !found.has(dialect === "sqlite" ? statement : nameOf(statement)))
      .map((statement) => {
        const problem = `The trigger ${nameOf(statement)}, without which the audit log can be changed, is missing or disabled`;
        const verify = "Find out with borrow-license audit --verify whether it was";
        return finding(
          "schema",
          `${problem}. ${verify}, remove what is left of the trigger, and run: ${oneLine(statement)};`,
        );
      });
  };
}

interface Index {
  readonly table: string;
  readonly columns: readonly string[];
  readonly kind: "primary key" | "unique index" | "partial index" | "index";
  /** What makes it, where it is a statement of its own. */
  readonly statement?: string | undefined;
}

function described({ columns, kind, table }: Index): string {
  return `${kind} on ${table} (${columns.join(", ")})`;
}

function remedy({ statement }: Index): string {
  return statement === undefined
    ? "Rows may be there twice by now: restore a backup in which doctor finds nothing."
    : `Remove what else has its name, and run: ${oneLine(statement)};`;
}

async function indexesOfNewDatabase(): Promise<readonly Index[]> {
  const fresh = await openSqliteDatabase(":memory:");
  try {
    return await indexesInSqlite(fresh.query);
  } finally {
    await fresh.close();
  }
}

/** A row for each column of an index, in the order of the columns. */
interface IndexColumn {
  readonly table: string;
  readonly name: string;
  readonly kind: Index["kind"];
  readonly statement?: string | null;
  readonly column: string;
}

async function indexesInSqlite(query: Kysely<Tables>): Promise<readonly Index[]> {
  const { rows } = await sql<IndexColumn>`
    SELECT owner.name AS "table", owner.name AS name, 'primary key' AS kind, NULL AS statement, "column".name AS "column",
      "column".pk AS position
    FROM sqlite_schema AS owner, pragma_table_info(owner.name) AS "column"
    WHERE owner.type = 'table' AND owner.name NOT LIKE 'kysely%' AND "column".pk > 0
    UNION ALL
    SELECT owner.name, list.name,
      CASE WHEN list."unique" THEN 'unique index' WHEN list.partial THEN 'partial index' ELSE 'index' END,
      (SELECT made.sql FROM sqlite_schema AS made WHERE made.type = 'index' AND made.name = list.name),
      "column".name, "column".seqno
    FROM sqlite_schema AS owner, pragma_index_list(owner.name) AS list, pragma_index_info(list.name) AS "column"
    WHERE owner.type = 'table' AND owner.name NOT LIKE 'kysely%' AND list.origin <> 'pk'
    ORDER BY "table", name, position`.execute(query);
  return indexesOf(rows);
}

async function indexesInPostgres(query: Kysely<Tables>): Promise<readonly Index[]> {
  const { rows } = await sql<IndexColumn>`
    SELECT owner.relname AS "table", named.relname AS name, attribute.attname AS "column",
      CASE WHEN index.indisprimary THEN 'primary key' WHEN index.indisunique THEN 'unique index'
        WHEN index.indpred IS NOT NULL THEN 'partial index' ELSE 'index' END AS kind
    FROM pg_index AS index
    JOIN pg_class AS owner ON owner.oid = index.indrelid
    JOIN pg_class AS named ON named.oid = index.indexrelid
    CROSS JOIN LATERAL unnest(index.indkey) WITH ORDINALITY AS key (number, position)
    JOIN pg_attribute AS attribute ON attribute.attrelid = owner.oid AND attribute.attnum = key.number
    WHERE index.indisvalid AND index.indisready AND pg_table_is_visible(owner.oid)
    ORDER BY owner.relname, named.relname, key.position`.execute(query);
  return indexesOf(rows);
}

function indexesOf(rows: readonly IndexColumn[]): readonly Index[] {
  const indexes = new Map<string, Index & { readonly columns: string[] }>();
  for (const { column, kind, name, statement, table } of rows) {
    const key = JSON.stringify([table, kind, name]);
    const index = indexes.get(key);
    if (index === undefined) indexes.set(key, { table, kind, statement: statement ?? undefined, columns: [column] });
    else index.columns.push(column);
  }
  return [...indexes.values()];
}

/** Their statements, which SQLite keeps as they were. */
async function triggersInSqlite(query: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ sql: string }>`SELECT sql FROM sqlite_schema WHERE type = 'trigger'`.execute(query);
  return new Set(rows.map((trigger) => trigger.sql));
}

/** What `tgtype` is of `BEFORE UPDATE OR DELETE OR TRUNCATE … FOR EACH STATEMENT` (PostgreSQL's `catalog/pg_trigger.h`). */
const BEFORE_EVERY_CHANGE = 2 + 8 + 16 + 32;

/** The names of those that refuse changes of the table that they are named after. */
async function triggersInPostgres(query: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    SELECT trigger.tgname AS name
    FROM pg_trigger AS trigger
    JOIN pg_class AS owner ON owner.oid = trigger.tgrelid
    JOIN pg_proc AS function ON function.oid = trigger.tgfoid
    WHERE pg_table_is_visible(owner.oid) AND starts_with(trigger.tgname, owner.relname || '_')
      AND trigger.tgenabled IN ('O', 'A') AND trigger.tgqual IS NULL
      AND trigger.tgtype = ${sql.lit(BEFORE_EVERY_CHANGE)} AND function.prosrc LIKE '% RAISE EXCEPTION %'`.execute(
    query,
  );
  return new Set(rows.map(({ name }) => name));
}

function nameOf(statement: string): string {
  return /^CREATE TRIGGER (\w+)/.exec(statement)?.[1] ?? "";
}

function oneLine(statement: string): string {
  return statement.replace(/\s+/g, " ");
}
