import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/folders.js";
import { ARN, failure, NOON, studio } from "../../../test/licenses.js";
import { DATABASE_OF_SCHEMA_VERSION_1 } from "../../../test/schema-version-1.js";
import type { SqliteDatabase } from "../database/database.js";
import { sqliteDatabase } from "../database/open-sqlite-database.js";
import { openSqliteConnection } from "../database/sqlite-connection.js";
import { openStorage } from "../open-storage.js";
import { checkSchema, migrate } from "./migrate.js";
import { MIGRATIONS } from "./migrations.js";
import type { SchemaMigration } from "./schema-migration.js";

/** A database without any schema. */
async function emptyDatabase(location: string = join(temporaryFolder(), "licenses.sqlite")): Promise<SqliteDatabase> {
  const connection = await openSqliteConnection(location, 5000);
  return sqliteDatabase(connection, location);
}

const migration = (name: string, ...statements: string[]): SchemaMigration => ({ name, statements: () => statements });
const NOTE = migration("0001-note", "CREATE TABLE note (text TEXT)");
const WORD = migration("0002-word", "CREATE TABLE word (text TEXT)", "INSERT INTO note VALUES ('words')");

/** The tables that migrations made. */
async function tables({ query }: SqliteDatabase): Promise<readonly string[]> {
  return (await query.introspection.getTables()).map(({ name }) => name).sort();
}

describe("migrations", () => {
  it("run in order, once each", async () => {
    const database = await emptyDatabase();
    await migrate(database, [NOTE]);
    await migrate(database, [NOTE, WORD]);
    await migrate(database, [NOTE, WORD]);
    expect(await tables(database)).toEqual(["note", "word"]);
    expect(await database.connection.run((sqlite) => sqlite.prepare("SELECT text FROM note").all())).toEqual([
      { text: "words" },
    ]);
    await database.close();
  });

  it("leave the database as it was when one of them fails", async () => {
    const database = await emptyDatabase();
    await migrate(database, [NOTE]);
    const broken = migration("0003-broken", "CREATE TABLE other (text TEXT)", "CREATE TABLE note (text TEXT)");
    expect(await failure(() => migrate(database, [NOTE, WORD, broken]))).toBe("Error: table note already exists");
    expect(await tables(database)).toEqual(["note"]);
    await migrate(database, [NOTE, WORD]);
    expect(await tables(database)).toEqual(["note", "word"]);
    await database.close();
  });

  it("run once where several open the database at the same time", async () => {
    const file = join(temporaryFolder(), "licenses.sqlite");
    const databases = await Promise.all([1, 2, 3].map(() => emptyDatabase(file)));
    await Promise.all(databases.map((database) => migrate(database, [NOTE, WORD])));
    expect(await databases[0]?.connection.run((sqlite) => sqlite.prepare("SELECT text FROM note").all())).toEqual([
      { text: "words" },
    ]);
    await Promise.all(databases.map((database) => database.close()));
  });

  it("of a newer program are refused, and the database is left as it is", async () => {
    const database = await emptyDatabase();
    await migrate(database, [NOTE, WORD]);
    expect(await failure(() => migrate(database, [NOTE]))).toBe(
      `NewerSchemaError: The database ${database.location} has the migration 0002-word, and this program knows ` +
        "migrations up to 0001-note. Use the version of borrow-license that wrote it, or a newer one.",
    );
    expect(await tables(database)).toEqual(["note", "word"]);
    await database.close();
  });

  it("do not run for those who only look at a database", async () => {
    const database = await emptyDatabase();
    await migrate(database, [NOTE]);
    expect(await failure(() => checkSchema(database, [NOTE]))).toBe("no error");
    expect(await failure(() => checkSchema(database, [NOTE, WORD]))).toBe(
      `OlderSchemaError: The database ${database.location} has migrations up to 0001-note, and this program needs those up ` +
        "to 0002-word. Use the version of borrow-license that wrote it, or start this version's server, which changes the " +
        "database so that older ones refuse it.",
    );
    expect(await tables(database)).toEqual(["note"]);
    await database.close();
  });

  it("have names that are in the order of the list", () => {
    const names = MIGRATIONS.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    for (const name of names) expect(name).toMatch(/^[0-9]{4}-[a-z0-9-]+$/);
  });
});

describe("a database from before these migrations", () => {
  it("keeps its licenses, leases and answers", async () => {
    const file = join(temporaryFolder(), "licenses.sqlite");
    const old = new DatabaseSync(file);
    old.exec(DATABASE_OF_SCHEMA_VERSION_1);
    old.close();
    const storage = await openStorage({ database: file });
    expect(await storage.licenses.findLicense(ARN)).toEqual(studio());
    expect(await storage.licenses.findLease("lease-1")).toEqual({
      consumptionToken: "lease-1",
      licenseArn: ARN,
      licenseVersion: 1,
      kind: "BORROW",
      account: "123456789012",
      nodeId: "workstation-7",
      issuedAt: NOON,
      expiration: NOON + 3600,
      holdings: [
        { entitlement: "seats", amount: 2 },
        { entitlement: "export", amount: 1 },
      ],
    });
    expect(await storage.licenses.findLease("lease-2")).toMatchObject({ returnedAt: NOON + 60 });
    expect(await storage.licenses.amountsInUse(ARN, ["seats", "export"], NOON + 100)).toEqual(
      new Map([
        ["seats", 2],
        ["export", 1],
      ]),
    );
    expect(
      await storage.licenses.findAnsweredRequest({
        account: "123456789012",
        operation: "CheckoutBorrowLicense",
        clientToken: "token-1",
      }),
    ).toEqual({
      account: "123456789012",
      operation: "CheckoutBorrowLicense",
      clientToken: "token-1",
      digest: "digest-1",
      response: '{"LicenseConsumptionToken": "lease-1"}',
      answeredAt: NOON,
    });
    // The audit log begins with what is there.
    const found = { at: expect.any(Number), account: "123456789012", operation: "Migration", outcome: "found" };
    expect((await storage.auditLog.list({ limit: 10 })).toReversed()).toEqual([
      { id: 1, ...found, licenseArn: ARN },
      { id: 2, ...found, licenseArn: ARN, lease: "lease-1" },
      { id: 3, ...found, licenseArn: ARN, lease: "lease-2" },
    ]);
    await storage.close();
  });
});
