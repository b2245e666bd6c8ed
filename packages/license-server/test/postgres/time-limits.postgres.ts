import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { PostgresDatabase } from "../../src/storage/database/database.js";
import { openPostgresDatabase } from "../../src/storage/database/open-postgres-database.js";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.js";

const LIMIT_MS = 200;

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster({ settings: { fsync: "off" } });
}, 60_000);
afterAll(() => cluster.remove());

let url: Awaited<ReturnType<PostgresCluster["createDatabase"]>>;
/** One without limits, which is in the way. */
let other: PostgresDatabase;
let limited: PostgresDatabase;
beforeEach(async () => {
  url = await cluster.createDatabase();
  other = await openPostgresDatabase(url);
  await other.pool.query("CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)");
  await other.pool.query("INSERT INTO counter VALUES ('a', 0)");
  limited = await openPostgresDatabase(url, { queryTimeoutMs: LIMIT_MS, retryTimeMs: 300, maximumConnections: 1 });
});
afterEach(async () => {
  await limited.close();
  await other.close();
});

const increment = (database: PostgresDatabase): Promise<unknown> =>
  database.write((query) => sql`UPDATE counter SET value = value + 1 WHERE name = 'a'`.execute(query));

const value = async (): Promise<unknown> => (await other.pool.query("SELECT value FROM counter")).rows[0]?.value;

it("what waits too long for somebody else's transaction fails, and does not go on waiting in PostgreSQL", async () => {
  const client = await other.pool.connect();
  await client.query("BEGIN; UPDATE counter SET value = value + 10");
  await expect(increment(limited)).rejects.toThrow("statement timeout");
  const { rows } = await client.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
  expect(rows).toEqual([{ count: 0 }]);
  await client.query("COMMIT");
  client.release();
  await increment(limited);
  expect(await value()).toBe(11);
});

it("what a PostgreSQL that stands still never answers fails, and later work gets another connection", async () => {
  const { rows } = await limited.pool.query("SELECT pg_backend_pid() AS pid");
  const pid = Number(rows[0]?.pid);
  process.kill(pid, "SIGSTOP");
  try {
    await expect(increment(limited)).rejects.toThrow("Query read timeout");
    await increment(limited);
  } finally {
    process.kill(pid, "SIGCONT");
  }
  expect(await value()).toBe(1);
});

it("a process that stands still in a transaction does not keep others from what it has locked", async () => {
  const stopped = limited.write(async (query) => {
    await sql`UPDATE counter SET value = value + 100`.execute(query);
    await wait(3 * LIMIT_MS);
    await sql`SELECT 1`.execute(query);
  });
  const next = wait(LIMIT_MS / 2).then(() => increment(other));
  await expect(stopped).rejects.toThrow();
  await next;
  expect(await value()).toBe(1);
});

it("bringing a database to the present schema takes as long as it takes", async () => {
  const empty = await cluster.createDatabase();
  const first = new Client({ connectionString: empty });
  await first.connect();
  await first.query("BEGIN; SELECT pg_advisory_xact_lock(6021904515)");
  const opening = openPostgresDatabase(empty, { queryTimeoutMs: LIMIT_MS });
  await wait(3 * LIMIT_MS);
  await first.query("COMMIT");
  await first.end();
  const opened = await opening;
  expect((await opened.pool.query("SHOW statement_timeout")).rows).toEqual([{ statement_timeout: "200ms" }]);
  await opened.close();
});
