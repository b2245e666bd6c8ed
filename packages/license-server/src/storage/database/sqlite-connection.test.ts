import { statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/folders.js";
import { failure } from "../../../test/licenses.js";
import { openSqliteDatabase } from "./open-sqlite-database.js";
import type { SqliteConnection } from "./sqlite-connection.js";

/** SQLite's number for `PRAGMA synchronous = FULL`: the log is on the disk before a commit ends. */
const FULL = 2;

const pragma = (connection: SqliteConnection, name: string): Promise<unknown> =>
  connection.run((database) => database.prepare(`PRAGMA ${name}`).get()?.[name]);

describe("a SQLite connection", () => {
  it("keeps a write-ahead log that is on the disk before a commit ends", async () => {
    const { close, connection } = await openSqliteDatabase(join(temporaryFolder(), "licenses.sqlite"));
    expect(await pragma(connection, "journal_mode")).toBe("wal");
    expect(await pragma(connection, "synchronous")).toBe(FULL);
    expect(await pragma(connection, "foreign_keys")).toBe(1);
    await close();
  });

  it("lets the log grow to 16 MB, and no further", async () => {
    const file = join(temporaryFolder(), "licenses.sqlite");
    const { close, connection } = await openSqliteDatabase(file);
    const sizes: number[] = [];
    for (let written = 0; written < 40; written += 1) {
      await connection.run((database) => {
        database.exec("CREATE TABLE IF NOT EXISTS filler (bytes BLOB)");
        database.exec("INSERT INTO filler VALUES (randomblob(1000000))");
      });
      sizes.push(statSync(`${file}-wal`).size / 1_000_000);
    }
    expect(Math.max(...sizes)).toBeGreaterThan(15);
    expect(Math.max(...sizes)).toBeLessThan(18);
    await close();
  });

  it("is for one transaction at a time, whatever that waits for", async () => {
    const database = await openSqliteDatabase(":memory:");
    const order: string[] = [];
    const write = async (): Promise<void> => {
      order.push("first begins");
      await new Promise(setImmediate);
      order.push("first ends");
    };
    const first = await new Promise<{ ended: Promise<void> }>((begun) => {
      const ended = database.write(() => {
        begun({ ended });
        return write();
      });
    });
    const second = database.connection.run((sqlite) => order.push(`second, in a transaction: ${sqlite.isTransaction}`));
    await Promise.all([first.ended, second]);
    expect(order).toEqual(["first begins", "first ends", "second, in a transaction: false"]);
    await database.close();
  });

  it("has the only writer in a transaction from its start, unless that only reads", async () => {
    const file = join(temporaryFolder(), "licenses.sqlite");
    const database = await openSqliteDatabase(file);
    const other = new DatabaseSync(file, { timeout: 0 });
    const begin = (): string => {
      other.exec("BEGIN IMMEDIATE");
      other.exec("ROLLBACK");
      return "no error";
    };
    expect(await database.write(() => failure(begin))).toBe("Error: database is locked");
    expect(await database.read(async () => begin())).toBe("no error");
    other.close();
    await database.close();
  });

  it("answers others while it waits for what another process has locked", async () => {
    const file = join(temporaryFolder(), "licenses.sqlite");
    const database = await openSqliteDatabase(file);
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    const waiting = database.write(async () => "written");
    await new Promise(setImmediate);
    other.exec("COMMIT");
    expect(await waiting).toBe("written");
    other.close();
    await database.close();
  });

  it("rolls back what fails, and is free for others then", async () => {
    const database = await openSqliteDatabase(":memory:");
    const lost = { name: "lost", value: "" };
    const write = database.write(async (transaction) => {
      await transaction.insertInto("secret").values(lost).execute();
      throw new Error("stop");
    });
    expect(await failure(() => write)).toBe("Error: stop");
    expect(await database.query.selectFrom("secret").select("name").execute()).toEqual([]);
    await database.close();
  });
});
