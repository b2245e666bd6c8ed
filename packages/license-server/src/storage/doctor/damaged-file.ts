import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database.js";
import type { Tables } from "../database/tables.js";
import { damageOf } from "./damage.js";
import { type DatabaseCheck, type Finding, finding } from "./finding.js";

/** Pages of a SQLite file that are not as SQLite writes them. PostgreSQL has programs of its own for that. */
export function damagedPages(dialect: Database["dialect"]): DatabaseCheck {
  return async (query) => {
    if (dialect === "postgres") return [];
    try {
      const results = await integrity(query, sql`PRAGMA integrity_check`);
      return results.map((result) => finding("file", `The database's file is damaged: ${result}.`));
    } catch (error) {
      if (damageOf(error) === undefined) throw error;
      return damagedTables(query);
    }
  };
}

/** Some damage ends a check, and what it had found is lost. So it is told of which tables it is. */
async function damagedTables(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM sqlite_schema WHERE type = 'table'`.execute(query);
  const findings: Finding[] = [];
  for (const { name } of rows) {
    const results = await integrity(query, sql`PRAGMA integrity_check(${sql.ref(name)})`).catch((error) => {
      if (damageOf(error) === undefined) throw error;
      return [error.message];
    });
    findings.push(...results.map((result) => finding("file", `The table ${name} is damaged: ${result}.`)));
  }
  return findings;
}

async function integrity(query: Kysely<Tables>, check: RawBuilder<unknown>): Promise<readonly string[]> {
  const { rows } = await sql<{ integrity_check: string }>`${check}`.execute(query);
  return rows.map(({ integrity_check: result }) => result).filter((result) => result !== "ok");
}

/** Rows that refer to missing ones, which the database system itself should never let happen. */
export function brokenReferences(dialect: Database["dialect"]): DatabaseCheck {
  return async (query) => {
    const broken = dialect === "sqlite" ? await brokenInSqlite(query) : await brokenInPostgres(query);
    return broken.map(({ parent, rows, table }) =>
      finding("file", `The table ${table} has ${rows} rows that refer to missing ones of ${parent}.`),
    );
  };
}

/** Rows that refer to others that are not there. */
interface BrokenReferences {
  readonly table: string;
  readonly parent: string;
  readonly rows: number;
}

async function brokenInSqlite(query: Kysely<Tables>): Promise<readonly BrokenReferences[]> {
  const { rows } = await sql<BrokenReferences>`
    SELECT "table", parent, count(*) AS rows FROM pragma_foreign_key_check GROUP BY "table", parent`.execute(query);
  return rows;
}

interface ForeignKey {
  readonly table: string;
  readonly parent: string;
  readonly columns: readonly string[];
  readonly parent_columns: readonly string[];
}

/** PostgreSQL looks at references when rows change, and not at those of a restore without triggers, for example. */
async function brokenInPostgres(query: Kysely<Tables>): Promise<readonly BrokenReferences[]> {
  const { rows: keys } = await sql<ForeignKey>`
    SELECT child.relname AS table, parent.relname AS parent,
      array_agg(own.attname::text ORDER BY pair.position) AS columns,
      array_agg(other.attname::text ORDER BY pair.position) AS parent_columns
    FROM pg_constraint AS reference
    JOIN pg_class AS child ON child.oid = reference.conrelid
    JOIN pg_class AS parent ON parent.oid = reference.confrelid
    CROSS JOIN LATERAL unnest(reference.conkey, reference.confkey) WITH ORDINALITY AS pair (own, other, position)
    JOIN pg_attribute AS own ON own.attrelid = child.oid AND own.attnum = pair.own
    JOIN pg_attribute AS other ON other.attrelid = parent.oid AND other.attnum = pair.other
    WHERE reference.contype = 'f' AND pg_table_is_visible(child.oid)
    GROUP BY reference.oid, child.relname, parent.relname
    ORDER BY child.relname, parent.relname`.execute(query);
  const broken: BrokenReferences[] = [];
  for (const key of keys) {
    const rows = await countBroken(query, key);
    if (rows > 0) broken.push({ table: key.table, parent: key.parent, rows });
  }
  return broken;
}

async function countBroken(query: Kysely<Tables>, key: ForeignKey): Promise<number> {
  const { columns, parent, parent_columns: parentColumns, table } = key;
  const isGiven = columns.map((column) => sql`child.${sql.ref(column)} IS NOT NULL`);
  const fits = columns.map((column, index) => {
    return sql`parent.${sql.ref(parentColumns[index] ?? "")} = child.${sql.ref(column)}`;
  });
  const and = sql` AND `;
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM ${sql.table(table)} AS child
    WHERE ${sql.join(isGiven, and)}
      AND NOT EXISTS (SELECT 1 FROM ${sql.table(parent)} AS parent WHERE ${sql.join(fits, and)})`.execute(query);
  return rows[0]?.count ?? 0;
}
