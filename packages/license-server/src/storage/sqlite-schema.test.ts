import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { migrate, SCHEMA_VERSION } from "./sqlite-schema.js";
import { inTransaction } from "./sqlite-transaction.js";

const tables = (database: DatabaseSync): unknown[] =>
  database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => name);

it("an empty database gets the present schema, once", () => {
  const database = new DatabaseSync(":memory:");
  migrate(database, ":memory:");
  migrate(database, ":memory:");
  expect(SCHEMA_VERSION).toBe(1);
  expect(tables(database)).toEqual(["answered_request", "holding", "lease", "license", "license_version"]);
});

it("a migration that fails leaves the database as it was", async () => {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE holding (something TEXT)");
  expect(await failure(() => migrate(database, ":memory:"))).toBe("Error: table holding already exists");
  expect(tables(database)).toEqual(["holding"]);
  expect(database.isTransaction).toBe(false);
});

it("a transaction that throws leaves nothing behind, and the next one works", async () => {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE note (text TEXT)");
  const insertAndThrow = (): void =>
    inTransaction(database, "IMMEDIATE", () => {
      database.exec("INSERT INTO note VALUES ('lost')");
      throw new Error("stop");
    });
  expect(await failure(insertAndThrow)).toBe("Error: stop");
  inTransaction(database, "IMMEDIATE", () => database.exec("INSERT INTO note VALUES ('kept')"));
  expect(database.prepare("SELECT text FROM note").all()).toEqual([{ text: "kept" }]);
});
