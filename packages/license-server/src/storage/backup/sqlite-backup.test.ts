import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/folders.js";
import { ARN, failure, NOON, studio } from "../../../test/licenses.js";
import { openSqliteStorage } from "../open-storage.js";
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
