import { Command } from "commander";
import { addSettingOptions } from "../configuration/command-options.js";
import { SETTINGS } from "../configuration/settings.js";
import { fillDataFolder } from "../data-folder/data-folder.js";
import { print, printable } from "./print.js";
import { readSettings } from "./read-settings.js";
import { showProgress } from "./show-progress.js";

const EXAMPLES = `
The data folder must have no database: stop the server, and move licenses.sqlite and the files beside it whose names
begin with that away. Where it fails, nothing is left behind. Put the key files back as well, or tokens are signed with another key.

Example:
  borrow-license restore --data /var/lib/borrow-license /backups/licenses-monday.sqlite`;

/** `borrow-license restore`: makes the data folder's database of a backup. */
export function restoreCommand(): Command {
  const command = new Command("restore").description("Make the data folder's database of a backup.");
  return addSettingOptions(command, SETTINGS, ["data"])
    .argument("<file>", "the backup")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(restore);
}

async function restore(file: string, options: { readonly json?: boolean }, command: Command): Promise<void> {
  const { values } = await readSettings(command, ["data"]);
  const { restoreSqliteDatabase } = await import("../storage/backup/sqlite-backup.js");
  await fillDataFolder(values.data, async ({ databaseFile: database }) => {
    await restoreSqliteDatabase(file, database, { onProgress: showProgress("restored") });
    print(options, { backup: file, database }, () => [`The database is restored in ${printable(values.data)}`]);
  });
}
