import { Command } from "commander";
import { addSettingOptions } from "../configuration/command-options.js";
import { SETTINGS } from "../configuration/settings.js";
import { print, printable } from "./print.js";
import { readSettings } from "./read-settings.js";
import { showProgress } from "./show-progress.js";
import { databaseFile } from "./stored-database.js";

const EXAMPLES = `
The server may run meanwhile. Keys are not in the database: keep the data folder's key files as well, elsewhere.
Of PostgreSQL make backups with its own programs, such as pg_dump.

Example:
  borrow-license backup --data /var/lib/borrow-license /backups/licenses-monday.sqlite`;

/** `borrow-license backup`: copies the data folder's database. */
export function backupCommand(): Command {
  const command = new Command("backup").description("Copy the data folder's database to a file.");
  return addSettingOptions(command, SETTINGS, ["data"])
    .argument("<file>", "the file to make")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(backup);
}

async function backup(file: string, options: { readonly json?: boolean }, command: Command): Promise<void> {
  const { values } = await readSettings(command, ["data"]);
  const source = databaseFile(values.data);
  const { backupSqliteDatabase } = await import("../storage/backup/sqlite-backup.js");
  await backupSqliteDatabase(source, file, { onProgress: showProgress("copied") });
  print(options, { database: source, backup: file }, () => [`The database is copied to ${printable(file)}`]);
}
