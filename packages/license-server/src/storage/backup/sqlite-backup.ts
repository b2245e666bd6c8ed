import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { PRIVATE_FILE } from "../../data-folder/permissions.js";
import { BackupFailedError, isLicenseServerError } from "../../license-server-error.js";
import { sqliteDatabase } from "../database/open-sqlite-database.js";
import { openSqliteConnection } from "../database/sqlite-connection.js";
import { migrate } from "../migrations/migrate.js";

/** How far a copy is, in pages of the database. */
export interface BackupProgress {
  readonly totalPages: number;
  readonly remainingPages: number;
}

export interface BackupOptions {
  readonly onProgress?: (progress: BackupProgress) => void;
}

/** Pages that are copied before others get their turn. */
const PAGES_A_STEP = 500;

/**
 * Copies a SQLite database, also while servers use it, as it stood at one moment. The copy is there as a whole or not at
 * all, is for its owner alone, and never replaces a file.
 *
 * @param source the database's file
 * @param destination the file to be made
 * @throws BackupFailedError when the source is no sound database, or the destination exists or cannot be written
 */
export async function backupSqliteDatabase(
  source: string,
  destination: string,
  options: BackupOptions = {},
): Promise<void> {
  if (!existsSync(source))
    throw new BackupFailedError(`There is no database ${source}. Name the server's data folder.`);
  await copySoundDatabase(source, destination, options);
}

/**
 * Makes a database of a backup, where there is none. It is brought to the present schema.
 *
 * @param source the backup's file, which is left as it is
 * @param destination the database's file; it may exist as long as it is empty
 * @throws BackupFailedError when the source is no sound backup, or there is a database already
 * @throws NewerSchemaError when a newer version of this program made the backup
 */
export async function restoreSqliteDatabase(
  source: string,
  destination: string,
  options: BackupOptions = {},
): Promise<void> {
  if (!existsSync(source)) throw new BackupFailedError(`There is no backup ${source}. Name the file that was made.`);
  await copySoundDatabase(source, destination, options, bringToPresentSchema);
}

/** @param source what messages are about */
async function bringToPresentSchema(path: string, source: string): Promise<void> {
  const database = sqliteDatabase(await openSqliteConnection(path, 0), source);
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
}

async function copySoundDatabase(
  source: string,
  destination: string,
  options: BackupOptions,
  finish: (path: string, source: string) => Promise<void> = async () => {},
): Promise<void> {
  const unfinished = `${destination}.unfinished`;
  let isOurs = false;
  try {
    await checkFree(destination);
    await (await open(unfinished, "wx", PRIVATE_FILE)).close();
    isOurs = true;
    await copy(source, unfinished, options);
    checkSound(source, unfinished);
    await finish(unfinished, source);
    await syncToDisk(unfinished);
    await rename(unfinished, destination);
    await syncToDisk(dirname(destination));
  } catch (cause) {
    if (isOurs) for (const file of withLogs(unfinished)) await rm(file, { force: true });
    if (isLicenseServerError(cause)) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new BackupFailedError(`${source} cannot be copied to ${destination}: ${problem}.`, { cause });
  }
}

/** What SQLite would take for the latest changes of the file beside it, whatever file that is by now. */
const LOGS = ["-wal", "-journal"];

function withLogs(path: string): readonly string[] {
  return [path, `${path}-shm`, ...LOGS.map((ending) => `${path}${ending}`)];
}

async function checkFree(path: string): Promise<void> {
  const log = LOGS.map((ending) => `${path}${ending}`).find((file) => existsSync(file));
  if (log !== undefined) {
    throw new BackupFailedError(`There is a log ${log} of another database. Move it away together with that database.`);
  }
  if (!existsSync(path)) return;
  const file = await open(path, "r");
  const { size } = await file.stat();
  await file.close();
  if (size > 0) throw new BackupFailedError(`There is a file ${path} already. Move it away, or name another one.`);
}

async function copy(source: string, destination: string, { onProgress = () => {} }: BackupOptions): Promise<void> {
  const database = new DatabaseSync(source, { readOnly: true });
  try {
    await backup(database, destination, { rate: PAGES_A_STEP, progress: onProgress });
  } finally {
    database.close();
  }
}

function checkSound(source: string, path: string): void {
  const database = new DatabaseSync(path);
  try {
    // One file alone, without a log beside it, whatever the source was in.
    database.exec("PRAGMA journal_mode = DELETE");
    const result = database.prepare("PRAGMA quick_check").get()?.["quick_check"];
    if (result !== "ok") throw new BackupFailedError(`${source} is damaged: ${result}. Use an earlier backup.`);
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE name = 'license'").all();
    if (tables.length === 0) throw new BackupFailedError(`${source} is no license server's database.`);
  } finally {
    database.close();
  }
}

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, "r");
  await file.sync();
  await file.close();
}
