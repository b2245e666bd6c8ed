import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/folders.js";
import { ARN, checkoutResponse, failure, NOON, newLease, studio } from "../../../test/licenses.js";
import { examineDatabase } from "../doctor/examine-database.js";
import { openSqliteStorage, openStorage } from "../open-storage.js";
import { type BackupProgress, backupSqliteDatabase, restoreSqliteDatabase } from "./sqlite-backup.js";

const created = {
  account: "123456789012",
  operation: "CreateLicense",
  clientToken: "create",
  digest: "digest",
  response: "{}",
  answeredAt: NOON,
};

describe("a backup", () => {
  it("is made while the database is used, and a database is made of it", async () => {
    const folder = temporaryFolder();
    const file = (name: string): string => join(folder, name);
    const storage = await openSqliteStorage(file("licenses.sqlite"));
    await storage.addLicense(studio(), created);
    const progress: BackupProgress[] = [];
    await backupSqliteDatabase(file("licenses.sqlite"), file("backup"), { onProgress: (step) => progress.push(step) });
    await storage.addLicense({ ...studio(), arn: `${ARN}0` }, { ...created, clientToken: "later" });
    await storage.close();
    writeFileSync(file("restored.sqlite"), "");
    await restoreSqliteDatabase(file("backup"), file("restored.sqlite"));
    const restored = await openSqliteStorage(file("restored.sqlite"));
    expect(await restored.findLicense(ARN)).toEqual(studio());
    expect(await restored.findLicense(`${ARN}0`)).toBeUndefined();
    await restored.close();
    expect(statSync(file("backup")).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(["backup", "licenses.sqlite", "restored.sqlite"]);
  });

  it("replaces no file", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "licenses.sqlite");
    await (await openSqliteStorage(file)).close();
    const other = join(folder, "other");
    writeFileSync(other, "mine");
    const message = `BackupFailedError: There is a file ${other} already. Move it away, or name another one.`;
    expect(await failure(() => backupSqliteDatabase(file, other))).toBe(message);
    expect(await failure(() => restoreSqliteDatabase(file, other))).toBe(message);
    expect(readdirSync(folder).sort()).toEqual(["licenses.sqlite", "other"]);
  });

  it("is not put beside the log of the database that was there, which would get into it", async () => {
    const folder = temporaryFolder();
    const [file, copy] = [join(folder, "licenses.sqlite"), join(folder, "backup")];
    const crashed = await openSqliteStorage(file);
    await crashed.addLicense(studio(), created);
    await backupSqliteDatabase(file, copy);
    await crashed.addLicense({ ...studio(), arn: `${ARN}0` }, { ...created, clientToken: "later" });
    // A server that is killed leaves its log, and whoever restores moves the database away alone.
    rmSync(file);
    expect(await failure(() => restoreSqliteDatabase(copy, file))).toBe(
      `BackupFailedError: There is a log ${file}-wal of another database. Move it away together with that database.`,
    );
    rmSync(`${file}-wal`);
    await restoreSqliteDatabase(copy, file);
    const restored = await openSqliteStorage(file);
    expect(await restored.findLicense(ARN)).toEqual(studio());
    expect(await restored.findLicense(`${ARN}0`)).toBeUndefined();
    await restored.close();
    await crashed.close();
  });

  it("that is made under load is sound, and is one moment of the database", async () => {
    const folder = temporaryFolder();
    const [file, copy] = [join(folder, "licenses.sqlite"), join(folder, "backup")];
    const { licenses } = await openStorage({ database: file });
    await licenses.addLicense(studio(), created);
    let isCopied = false;
    let added = 0;
    const load = async (): Promise<void> => {
      for (; !isCopied; added += 1) {
        const token = `${added}`;
        const holdings = [{ entitlement: "seats", amount: 1, maximumInUse: 1_000_000 }];
        const answered = { ...created, operation: "CheckoutBorrowLicense", clientToken: token, answeredAt: NOON };
        const lease = newLease(token, { holdings });
        await licenses.addLease(lease, { ...answered, response: checkoutResponse(lease) });
      }
    };
    const loading = load();
    await new Promise(setImmediate);
    await backupSqliteDatabase(file, copy).finally(() => {
      isCopied = true;
    });
    await loading;
    const restored = await openStorage({ database: copy });
    const findings = await examineDatabase(restored.database, NOON);
    // The load takes no notice of the license's five seats.
    expect(findings.filter(({ check }) => check !== "limits")).toEqual([]);
    expect(added).toBeGreaterThan(0);
    await restored.close();
    await licenses.close();
  });

  it("that is damaged is refused, and no database is made of it", async () => {
    const folder = temporaryFolder();
    const [file, copy] = [join(temporaryFolder(), "licenses.sqlite"), join(folder, "backup")];
    const { close, database } = await openStorage({ database: file });
    const { rows } = await sql<{ rootpage: number }>`
      SELECT rootpage FROM sqlite_schema WHERE name = 'kysely_migration'`.execute(database.query);
    await backupSqliteDatabase(file, copy);
    await close();
    const bytes = readFileSync(copy);
    const end = Number(rows[0]?.rootpage) * 4096;
    // The page's count of rows, and nothing that copying or opening looks at.
    writeFileSync(copy, bytes.fill(0xff, end - 2048, end));
    expect(await failure(() => restoreSqliteDatabase(copy, join(folder, "licenses.sqlite")))).toMatch(
      /^BackupFailedError: .*backup is damaged: .*\. Use an earlier backup\.$/s,
    );
    expect(readdirSync(folder)).toEqual(["backup"]);
  });

  it("of a newer program is refused, and no database is made of it", async () => {
    const folder = temporaryFolder();
    const [file, copy] = [join(temporaryFolder(), "licenses.sqlite"), join(folder, "backup")];
    const { close, database } = await openStorage({ database: file });
    await sql`INSERT INTO kysely_migration VALUES ('9999-later', '2030-01-01')`.execute(database.query);
    await backupSqliteDatabase(file, copy);
    await close();
    expect(await failure(() => restoreSqliteDatabase(copy, join(folder, "licenses.sqlite")))).toMatch(
      `NewerSchemaError: The database ${copy} has the migration 9999-later, and this program knows migrations up to `,
    );
    expect(readdirSync(folder)).toEqual(["backup"]);
  });

  it("is made of a license server's database only, and leaves nothing where it fails", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "letter");
    writeFileSync(file, "This is a letter and no database, although it is long enough to be looked at.".repeat(20));
    expect(await failure(() => backupSqliteDatabase(file, join(folder, "backup")))).toBe(
      `BackupFailedError: ${file} cannot be copied to ${join(folder, "backup")}: file is not a database.`,
    );
    expect(await failure(() => backupSqliteDatabase(join(folder, "nothing"), join(folder, "backup")))).toBe(
      `BackupFailedError: There is no database ${join(folder, "nothing")}. Name the server's data folder.`,
    );
    expect(readdirSync(folder)).toEqual(["letter"]);
  });
});
