import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { licenseLifeContract } from "../../test/license-life-contract.js";
import { licenseListContract } from "../../test/license-list-contract.js";
import { ARN, failure, NOON, studio } from "../../test/licenses.js";
import { storageContract } from "../../test/storage-contract.js";
import type { AnsweredRequest } from "./licenses/license-storage.js";
import { openSqliteStorage, openStorage } from "./open-storage.js";

storageContract("memory", () => openSqliteStorage(":memory:"));
licenseLifeContract("SQLite", () => openSqliteStorage(":memory:"));
licenseListContract("SQLite", () => openSqliteStorage(":memory:"));
storageContract("a file", () => openSqliteStorage(join(temporaryFolder(), "licenses.sqlite")));

const created: AnsweredRequest = {
  account: "123456789012",
  operation: "CreateLicense",
  clientToken: "create",
  digest: "digest",
  response: "{}",
  answeredAt: NOON,
};

/** A database of the present schema, closed. */
async function closedDatabase(): Promise<string> {
  const file = join(temporaryFolder(), "licenses.sqlite");
  const storage = await openSqliteStorage(file);
  await storage.addLicense(studio(), created);
  await storage.close();
  return file;
}

describe("a SQLite database in a file", () => {
  it("keeps what it has when it is closed and opened again", async () => {
    const storage = await openSqliteStorage(await closedDatabase());
    expect(await storage.findLicense(ARN)).toEqual(studio());
    await storage.close();
  });

  it("is shared by those who have it open", async () => {
    const file = await closedDatabase();
    const one = await openSqliteStorage(file);
    const other = await openSqliteStorage(file);
    const arn = `${ARN}0`;
    await one.addLicense({ ...studio(), arn }, { ...created, clientToken: "create-2" });
    expect((await other.findLicense(arn))?.arn).toBe(arn);
    await one.close();
    await other.close();
  });

  it("that is no database is refused", async () => {
    const file = join(temporaryFolder(), "licenses.sqlite");
    writeFileSync(file, "This is a letter and no database, although it is long enough to be looked at.".repeat(20));
    expect(await failure(() => openSqliteStorage(file))).toBe(
      `DatabaseUnusableError: The database ${file} cannot be used: file is not a database. ` +
        "Make sure that it is a license server's database and that this user can write to it.",
    );
  });

  it("lets another process finish its writing first", async () => {
    const file = await closedDatabase();
    const writer = new DatabaseSync(file);
    writer.exec("BEGIN IMMEDIATE");
    const storage = await openSqliteStorage(file, { busyTimeoutMs: 1 });
    const license = { ...studio(), arn: `${ARN}0` };
    const request = { ...created, clientToken: "create-2" };
    await expect(storage.addLicense(license, request)).rejects.toThrow("database is locked");
    writer.exec("COMMIT");
    writer.close();
    expect(await storage.addLicense(license, request)).toEqual({ outcome: "added" });
    await storage.close();
  });
});

describe("a PostgreSQL database", () => {
  it("that cannot be reached is refused without showing the password", async () => {
    // Nothing listens at port 9, which is reserved for discarding.
    const database = "postgres://licenses:open-sesame@127.0.0.1:9/licenses?application_name=secret";
    expect(await failure(() => openStorage({ database }))).toBe(
      "DatabaseUnusableError: The database postgres://licenses:***@127.0.0.1:9/licenses cannot be used: " +
        "connect ECONNREFUSED 127.0.0.1:9. Make sure that it is PostgreSQL 13 or newer and that the user may create " +
        "tables in it.",
    );
  });
});
