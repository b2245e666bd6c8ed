import { Command } from "commander";
import { addSettingOptions } from "../configuration/command-options.js";
import { SETTINGS } from "../configuration/settings.js";
import type { Finding } from "../storage/doctor/finding.js";
import type { Storage } from "../storage/open-storage.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";
import { print, printable } from "./print.js";
import { readSettings } from "./read-settings.js";
import { showSteps } from "./show-progress.js";
import { DATABASE_SETTINGS, type DatabaseValues, databaseFile, openStoredDatabase } from "./stored-database.js";

const EXAMPLES = `
It changes nothing, and the server may run meanwhile. It ends with exit code 4 where it finds something.

Examples:
  borrow-license doctor --data /var/lib/borrow-license
  borrow-license doctor --database postgres://licenses@db.example.com/licenses --json`;

/** `borrow-license doctor`: looks for what should never be in a database. */
export function doctorCommand(): Command {
  const command = new Command("doctor").description("Look for what should never be in the server's database.");
  return addSettingOptions(command, SETTINGS, DATABASE_SETTINGS)
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(doctor);
}

async function doctor(options: { readonly json?: boolean }, command: Command): Promise<void> {
  const { values } = await readSettings(command, DATABASE_SETTINGS);
  const { REMEDIES } = await import("../storage/doctor/finding.js");
  const { findings, location } = await examined(values);
  const data = { location, findings: findings.map((found) => ({ ...found, remedy: REMEDIES[found.check] })) };
  print(options, data, () =>
    findings.length === 0
      ? [`Everything is in order in ${printable(location)}.`]
      : [
          ...findings.map(({ check, message }) => `${check}  ${printable(message)}`),
          ...[...new Set(findings.map(({ check }) => check))].flatMap((check) => ["", `${check}: ${REMEDIES[check]}`]),
        ],
  );
  if (findings.length === 0) return;
  const message = `The database is not in order: ${findings.length} ${findings.length === 1 ? "finding" : "findings"}.`;
  throw new CommandFailure(message, EXIT_CODES.invalid);
}

interface Examined {
  readonly location: string;
  readonly findings: readonly Finding[];
}

/** A file that is so damaged that it cannot be opened is a finding as well. */
async function examined(values: DatabaseValues): Promise<Examined> {
  const { damageOnOpening } = await import("../storage/doctor/damage.js");
  let storage: Storage;
  try {
    storage = await openStoredDatabase(values);
  } catch (error) {
    const damage = damageOnOpening(error);
    if (damage === undefined) throw error;
    return { location: databaseFile(values.data), findings: [damage] };
  }
  try {
    const { examineDatabase } = await import("../storage/doctor/examine-database.js");
    const findings = await examineDatabase(storage.database, Math.floor(Date.now() / 1000), showSteps("checks"));
    return { location: storage.database.location, findings };
  } finally {
    await storage.close();
  }
}
