import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { examinationContract } from "../../../test/examination-contract.js";
import { temporaryFolder } from "../../../test/folders.js";
import { ARN, checkoutResponse, NOON, newLease, studio } from "../../../test/licenses.js";
import { openStorage } from "../open-storage.js";
import { damageOnOpening } from "./damage.js";
import { examineDatabase, type Finding } from "./examine-database.js";

/** A file with some leases, in pages of SQLite's usual size. */
async function databaseFile(): Promise<string> {
  const file = join(temporaryFolder(), "licenses.sqlite");
  const { licenses } = await openStorage({ database: file });
  const created = { account: "123456789012", operation: "CreateLicense", clientToken: "create", digest: "digest" };
  const unlimited = studio({ entitlements: [{ Name: "seats", Unit: "Count", MaxCount: 0 }] });
  await licenses.addLicense(unlimited, { ...created, response: "{}", answeredAt: NOON });
  for (let index = 0; index < 40; index += 1) {
    const lease = newLease(`lease-${index}`, { holdings: [{ entitlement: "seats", amount: 1, maximumInUse: 100 }] });
    const answered = { ...created, operation: "CheckoutBorrowLicense", clientToken: `${index}`, answeredAt: NOON };
    await licenses.addLease(lease, { ...answered, response: checkoutResponse(lease) });
  }
  await licenses.close();
  return file;
}

const PAGE = 4096;

function damaged(bytes: Uint8Array, page: number): Uint8Array {
  return new Uint8Array(bytes).fill(0xff, page * PAGE - PAGE / 2, page * PAGE);
}

/** Looks at a file as the command does. */
async function examine(file: string): Promise<readonly Finding[]> {
  try {
    const { close, database } = await openStorage({ database: file, mayMigrate: false });
    try {
      return await examineDatabase(database, NOON);
    } finally {
      await close();
    }
  } catch (error) {
    const found = damageOnOpening(error);
    if (found === undefined) throw error;
    return [found];
  }
}

/** The pages of the database, and of what is in them. */
function pagesOf(file: string): readonly { readonly page: number; readonly isUsed: boolean }[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const roots = database.prepare("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0").all();
  const count = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
  const tables = roots.filter(({ name }) => !String(name).startsWith("sqlite_autoindex"));
  const used = new Set(
    tables
      .filter(({ name }) => ["lease", "holding", "audit_event", "answered_request", "license"].includes(String(name)))
      .map(({ rootpage }) => Number(rootpage)),
  );
  database.close();
  return Array.from({ length: count }, (_, index) => ({ page: index + 1, isUsed: used.has(index + 1) }));
}

describe("a SQLite file that is damaged", () => {
  it("is examined all the same, whichever page it is", async () => {
    const file = await databaseFile();
    const bytes = readFileSync(file);
    expect(await examine(file)).toEqual([]);
    const pages = pagesOf(file);
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.filter(({ isUsed }) => isUsed)).toHaveLength(5);
    const messages: string[] = [];
    for (const { isUsed, page } of pages) {
      const copy = `${file}-${page}`;
      writeFileSync(copy, damaged(bytes, page));
      const found = (await examine(copy)).filter(({ check }) => check === "file");
      // A page may have nothing in its second half.
      if (isUsed) expect([page, found.length > 0]).toEqual([page, true]);
      messages.push(...found.map(({ message }) => message));
    }
    expect(messages).toContainEqual(expect.stringMatching(/^The database's file is damaged: /));
    expect(messages).toContainEqual(expect.stringMatching(/^The table answered_request is damaged: /));
  });

  it("is said to be damaged, with what can be found out beside that", async () => {
    const file = await databaseFile();
    const database = new DatabaseSync(file);
    database.exec(
      "UPDATE license SET latest_version = 2; DROP INDEX audit_event_of_lease; PRAGMA wal_checkpoint(TRUNCATE)",
    );
    const root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'answered_request'").get();
    database.close();
    writeFileSync(file, damaged(readFileSync(file), Number(root?.["rootpage"])));
    const messages = (await examine(file)).map(({ check, message }) => `${check}: ${message}`);
    expect(messages[0]).toMatch(/^file: The table answered_request is damaged: /);
    expect(messages).toContain(
      "file: A part of the database cannot be read, so one check is not done: database disk image is malformed.",
    );
    expect(messages).toContain(
      `versions: The license ${ARN} has 1 versions from 1 to 1, and 2 is said to be the latest.`,
    );
    expect(messages).toContainEqual(expect.stringContaining("schema: There is no index on audit_event (lease)."));
  });

  it("is no reason to hide other errors", async () => {
    const { close, database } = await openStorage({ database: ":memory:" });
    await close();
    // Each check is refused, for it asks a connection that is closed.
    const unusable = { ...database, read: (run: (query: never) => Promise<unknown>) => run(database.query as never) };
    await expect(examineDatabase(unusable as typeof database, NOON)).rejects.toThrow("database is not open");
  });
});

examinationContract("SQLite", () => openStorage({ database: ":memory:" }));
