import { type Kysely, sql, type Transaction } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { NewerSchemaError, OlderSchemaError } from "../../license-server-error.js";
import type { Database } from "../database/database.js";
import type { Tables } from "../database/tables.js";
import { MIGRATIONS } from "./migrations.js";
import { DIALECT_TERMS, type SchemaMigration } from "./schema-migration.js";

/** Where Kysely's migrator notes what has run. */
const HISTORY = "kysely_migration";
/** Any number that nothing else locks. */
const POSTGRES_LOCK = 6_021_904_515;

/**
 * Brings a database to the present schema, in one transaction. Processes that do so at the same time wait for one
 * another.
 *
 * @param migrations the schema's history, in order
 * @throws NewerSchemaError when the database is ahead of the program
 */
export async function migrate(database: Database, migrations: readonly SchemaMigration[] = MIGRATIONS): Promise<void> {
  if (isPresent(await migrationsOf(database.query), migrations, database.location)) return;
  await database.query.transaction().execute(async (transaction) => {
    // A SQLite transaction is the only writer from its start.
    if (database.dialect === "postgres") {
      await sql`SELECT pg_advisory_xact_lock(${sql.lit(POSTGRES_LOCK)})`.execute(transaction);
    }
    if (isPresent(await migrationsOf(transaction), migrations, database.location)) return;
    const adopted = database.dialect === "sqlite" ? await isOfSchemaVersion1(transaction) : false;
    const { error } = await new Migrator({
      db: transaction,
      provider: { getMigrations: async () => kyselyMigrations(migrations, database.dialect, adopted) },
    }).migrateToLatest();
    if (error !== undefined) throw error;
  });
}

/**
 * Checks that a database has the present schema, and changes nothing.
 *
 * @throws OlderSchemaError when it has to be changed first
 * @throws NewerSchemaError when it is ahead of the program
 */
export async function checkSchema(
  { location, query }: Database,
  migrations: readonly SchemaMigration[] = MIGRATIONS,
): Promise<void> {
  const found = await migrationsOf(query);
  if (isPresent(found, migrations, location)) return;
  const last = found.at(-1);
  throw new OlderSchemaError(
    `The database ${location} has ${last === undefined ? "no migration" : `migrations up to ${last}`}, and this program ` +
      `needs those up to ${migrations.at(-1)?.name}. Use the version of borrow-license that wrote it, or start this ` +
      "version's server, which changes the database so that older ones refuse it.",
  );
}

/** The names of the migrations that a database has behind it. */
async function migrationsOf(query: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await query.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === HISTORY)) return [];
  const { rows } = await sql<{ name: string }>`SELECT name FROM ${sql.table(HISTORY)} ORDER BY name`.execute(query);
  return rows.map(({ name }) => name);
}

function isPresent(found: readonly string[], known: readonly SchemaMigration[], location: string): boolean {
  const names = new Set(known.map(({ name }) => name));
  const unknown = found.find((name) => !names.has(name));
  if (unknown === undefined) return found.length === known.length;
  throw new NewerSchemaError(
    `The database ${location} has the migration ${unknown}, and this program knows migrations up to ` +
      `${known.at(-1)?.name}. Use the version of borrow-license that wrote it, or a newer one.`,
  );
}

/** Before these migrations, databases counted schemas in `user_version`. There was one, with the first one's tables. */
async function isOfSchemaVersion1(transaction: Transaction<Tables>): Promise<boolean> {
  const { rows } = await sql<{ user_version: number }>`PRAGMA user_version`.execute(transaction);
  return rows[0]?.user_version === 1;
}

function kyselyMigrations(
  migrations: readonly SchemaMigration[],
  dialect: Database["dialect"],
  hasFirst: boolean,
): Record<string, Migration> {
  return Object.fromEntries(
    migrations.map(({ name, statements }, index) => [
      name,
      {
        async up(query: Kysely<unknown>) {
          if (index === 0 && hasFirst) return;
          for (const statement of statements(DIALECT_TERMS[dialect])) await sql.raw(statement).execute(query);
        },
      },
    ]),
  );
}
