import type { DatabaseSync } from "node:sqlite";

/**
 * Runs a function in a transaction: all that it does is committed, or nothing where it throws.
 *
 * @param mode `DEFERRED` sees one state of the database and only reads, `IMMEDIATE` is the only writer from its start
 */
export function inTransaction<Result>(
  database: DatabaseSync,
  mode: "DEFERRED" | "IMMEDIATE",
  run: () => Result,
): Result {
  database.exec(`BEGIN ${mode}`);
  try {
    const result = run();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // Some failures, such as a full disk, end the transaction by themselves.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
