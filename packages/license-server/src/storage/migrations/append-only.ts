import type { Database } from "../database/database.js";

/**
 * Statements after which the database refuses to change and to delete the rows of a table.
 *
 * @param key the column of the table's primary key
 * @param refusal what it says then
 */
export function appendOnly(
  dialect: Database["dialect"],
  { key, refusal, table }: { readonly table: string; readonly key: string; readonly refusal: string },
): readonly string[] {
  if (dialect === "sqlite") {
    // A row that `INSERT OR REPLACE` replaces runs no trigger of deletions, so that is refused by its key.
    const replacing = `BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${key} = NEW.${key})`;
    return [
      ["unchanged", `BEFORE UPDATE ON ${table}`],
      ["undeleted", `BEFORE DELETE ON ${table}`],
      ["unreplaced", replacing],
    ].map(([name, when]) => `CREATE TRIGGER ${table}_${name} ${when} BEGIN SELECT RAISE(ABORT, '${refusal}'); END`);
  }
  return [
    `CREATE FUNCTION refuse_change_of_${table}() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION '${refusal}'; END $$`,
    `CREATE TRIGGER ${table}_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_${table}()`,
  ];
}
