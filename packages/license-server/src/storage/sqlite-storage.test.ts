import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { ARN, failure, NOON, studio } from "../../test/licenses.js";
import { storageContract } from "../../test/storage-contract.js";
import type { AnsweredRequest } from "./license-storage.js";
import { AMOUNTS_IN_USE } from "./sqlite-statements.js";
import { openSqliteStorage } from "./sqlite-storage.js";

storageContract("memory", () => openSqliteStorage(":memory:"));
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
  const storage = openSqliteStorage(file);
  await storage.addLicense(studio(), created);
  await storage.close();
  return file;
}

function pragma(file: string, name: string): unknown {
  const database = new DatabaseSync(file);
  const value = database.prepare(`PRAGMA ${name}`).get()?.[name];
  database.close();
  return value;
}

describe("a SQLite database in a file", () => {
  it("is in WAL mode and of schema version 1", async () => {
    const file = await closedDatabase();
    expect(pragma(file, "journal_mode")).toBe("wal");
    expect(pragma(file, "user_version")).toBe(1);
  });

  it("keeps what it has when it is closed and opened again", async () => {
    const storage = openSqliteStorage(await closedDatabase());
    expect(await storage.findLicense(ARN)).toEqual(studio());
    await storage.close();
  });

  it("is shared by those who have it open", async () => {
    const file = await closedDatabase();
    const [one, other] = [openSqliteStorage(file), openSqliteStorage(file)];
    const arn = `${ARN}0`;
    await one.addLicense({ ...studio(), arn }, { ...created, clientToken: "create-2" });
    expect((await other.findLicense(arn))?.arn).toBe(arn);
    await one.close();
    await other.close();
  });

  it("of a newer schema is refused and left as it is", async () => {
    const file = await closedDatabase();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(await failure(() => openSqliteStorage(file))).toBe(
      `NewerSchemaError: The database ${file} has schema version 99, and this program knows versions up to 1. ` +
        "Use the version of borrow-license that wrote it, or a newer one.",
    );
    expect(pragma(file, "user_version")).toBe(99);
  });

  it("that is no database is refused", async () => {
    const file = join(temporaryFolder(), "licenses.sqlite");
    writeFileSync(file, "This is a letter and no database, although it is long enough to be looked at.".repeat(20));
    expect(await failure(() => openSqliteStorage(file))).toBe(
      `DatabaseUnusableError: The database ${file} cannot be used: file is not a database. ` +
        "Make sure that it is a license server's database and that this user can write to it.",
    );
  });

  it("answers what is in use from an index alone", async () => {
    const database = new DatabaseSync(await closedDatabase());
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${AMOUNTS_IN_USE}`).all({
      licenseArn: ARN,
      at: NOON,
      entitlements: '["seats"]',
    });
    database.close();
    expect(plan.map(({ detail }) => detail)).toContain(
      "SEARCH holding USING COVERING INDEX holding_in_use (license_arn=? AND entitlement=? AND expiration>?)",
    );
  });

  it("lets another process finish its writing first", async () => {
    const file = await closedDatabase();
    const writer = new DatabaseSync(file);
    writer.exec("BEGIN IMMEDIATE");
    const storage = openSqliteStorage(file, { busyTimeoutMs: 1 });
    const license = { ...studio(), arn: `${ARN}0` };
    const request = { ...created, clientToken: "create-2" };
    await expect(storage.addLicense(license, request)).rejects.toThrow("database is locked");
    writer.exec("COMMIT");
    writer.close();
    expect(await storage.addLicense(license, request)).toEqual({ outcome: "added" });
    await storage.close();
  });
});
