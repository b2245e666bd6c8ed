import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Storage } from "../storage/open-storage.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";

/** The settings that say which database a command is about. */
export const DATABASE_SETTINGS = ["data", "database", "databasePassword"] as const;

export interface DatabaseValues {
  readonly data: string;
  readonly database?: string;
  readonly databasePassword?: string;
}

/**
 * The file of a data folder's database.
 *
 * @throws CommandFailure when there is none
 */
export function databaseFile(data: string): string {
  const file = join(data, "licenses.sqlite");
  if (existsSync(file)) return file;
  const message = `There is no database in the folder ${data}. Name the server's folder with --data.`;
  throw new CommandFailure(message, EXIT_CODES.failed);
}

/**
 * Opens a server's database to look at it: the one in PostgreSQL where one is named, the data folder's otherwise. A command
 * that only looks must not change a schema, or the server that runs could not start again.
 */
export async function openStoredDatabase(values: DatabaseValues): Promise<Storage> {
  const { data, database, databasePassword: password } = values;
  const location = database ?? databaseFile(data);
  const { openStorage } = await import("../storage/open-storage.js");
  return openStorage({ database: location, mayMigrate: false, ...(password === undefined ? {} : { password }) });
}
