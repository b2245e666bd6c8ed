import { openDataFolder } from "../data-folder/data-folder.js";
import { formatDateTime } from "../domain/date-time.js";
import { encryptionKeyOf, openEncryptionKey } from "../secrets/encryption-key.js";
import type { EncryptionKey } from "../secrets/sealed-text.js";
import { type AuditSeal, examineSeals, type SealExamination } from "../storage/audit/audit-seals.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT_CODES } from "./exit-codes.js";
import { columns, print } from "./print.js";
import { showCount } from "./show-progress.js";
import { type DatabaseValues, openStoredDatabase } from "./stored-database.js";

interface VerificationOptions {
  readonly json?: boolean;
  /** A seal that was kept elsewhere. */
  readonly seal?: Pick<AuditSeal, "number" | "mac">;
}

/**
 * Tells whether the audit log is as it was sealed.
 *
 * @throws CommandFailure when it is not
 */
export async function verifyAuditLog(
  values: DatabaseValues & { readonly encryptionKey?: string },
  { json = false, seal }: VerificationOptions,
): Promise<void> {
  const storage = await openStoredDatabase(values);
  try {
    const key = await keyOf(values);
    let events = 0;
    const examination = await examineSeals(storage.database, key, seal, (checked) => {
      events += checked.events;
      showCount(events, "events checked");
    });
    showCount(undefined, "");
    const { last, problems } = examination;
    const shown = last && { ...last, sealedAt: formatDateTime(last.sealedAt) };
    print({ json }, { ...examination, last: shown }, () => lines(examination));
    if (problems.length === 0) return;
    const message = `The audit log is not as it was sealed: ${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`;
    throw new CommandFailure(message, EXIT_CODES.invalid);
  } finally {
    await storage.close();
  }
}

async function keyOf({
  data,
  encryptionKey,
}: DatabaseValues & { readonly encryptionKey?: string }): Promise<EncryptionKey> {
  if (encryptionKey !== undefined) return encryptionKeyOf(encryptionKey, "the configuration");
  return openEncryptionKey((await openDataFolder(data)).encryptionKeyFile, false);
}

function lines({ last, problems, sealedEvents, unsealedEvents }: SealExamination): readonly string[] {
  return [
    ...columns({
      Sealed: `${sealedEvents} events`,
      "Not sealed yet": `${unsealedEvents} events`,
      "Last seal": last && `${last.number}:${last.mac}, made at ${formatDateTime(last.sealedAt)}`,
    }),
    ...problems,
  ];
}
