import { sql, type Transaction } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostgresDatabase } from "../../src/storage/database/database.js";
import { openPostgresDatabase } from "../../src/storage/database/open-postgres-database.js";
import type { Tables } from "../../src/storage/database/tables.js";
import { examineDatabase } from "../../src/storage/doctor/examine-database.js";
import type { AnsweredRequest, LicenseStorage, NewLease } from "../../src/storage/licenses/license-storage.js";
import { openStorage } from "../../src/storage/open-storage.js";
import { ARN, checkoutResponse, NOON, studio } from "../licenses.js";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.js";

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster({ settings: { fsync: "off", deadlock_timeout: "100ms" } });
}, 60_000);
afterAll(() => cluster.remove());

/** A database with one row a name, in a table of the test's own. */
async function withRows(names: readonly string[]): Promise<PostgresDatabase> {
  const database = await openPostgresDatabase(await cluster.createDatabase());
  await database.pool.query("CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)");
  for (const name of names) await database.pool.query("INSERT INTO counter VALUES ($1, 0)", [name]);
  return database;
}

const increment = (query: Transaction<Tables>, name: string): Promise<unknown> =>
  sql`UPDATE counter SET value = value + 1 WHERE name = ${name}`.execute(query);

const values = async ({ pool }: PostgresDatabase): Promise<readonly unknown[]> =>
  (await pool.query("SELECT value FROM counter ORDER BY name")).rows.map(({ value }) => value);

/** How many deadlocks PostgreSQL has broken up in a database. */
async function deadlocks(url: string): Promise<unknown> {
  const name = new URL(url).pathname.slice(1);
  await cluster.execute("SELECT pg_stat_force_next_flush()").catch(() => []);
  const [row] = await cluster.execute(`SELECT deadlocks FROM pg_stat_database WHERE datname = '${name}'`);
  return Number(row?.["deadlocks"]);
}

describe("transactions in PostgreSQL that come across each other", () => {
  it("in a deadlock are tried again, and both happen", async () => {
    const database = await withRows(["a", "b"]);
    let holding = 0;
    let attempts = 0;
    const both = new Promise<void>((resolve) => {
      const check = setInterval(() => {
        if (holding < 2) return;
        clearInterval(check);
        resolve();
      }, 1);
    });
    const write = (first: string, second: string): Promise<void> =>
      database.write(async (query) => {
        attempts += 1;
        await increment(query, first);
        holding += 1;
        await both;
        await increment(query, second);
      });
    await Promise.all([write("a", "b"), write("b", "a")]);
    expect(attempts).toBe(3);
    expect(await values(database)).toEqual([2, 2]);
    await database.close();
  });

  it("and cannot be put into an order are tried again, and both happen", async () => {
    const database = await withRows(["a"]);
    let attempts = 0;
    let reading = 0;
    const write = (): Promise<void> =>
      database.write(async (query) => {
        attempts += 1;
        await sql`SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`.execute(query);
        const { rows } = await sql<{ value: number }>`SELECT value FROM counter`.execute(query);
        reading += 1;
        for (let turn = 0; reading < 2 && turn < 10_000; turn += 1) await new Promise(setImmediate);
        await sql`UPDATE counter SET value = ${(rows[0]?.value ?? 0) + 1}`.execute(query);
      });
    await Promise.all([write(), write()]);
    expect(attempts).toBeGreaterThan(2);
    expect(await values(database)).toEqual([2]);
    await database.close();
  });
});

it("a database in PostgreSQL that is set up to lose what it answered is not used so", async () => {
  const url = await cluster.createDatabase();
  await cluster.execute(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`);
  const database = await openPostgresDatabase(url);
  const { rows } = await database.pool.query("SHOW synchronous_commit");
  expect(rows).toEqual([{ synchronous_commit: "on" }]);
  await database.close();
});

describe("servers on one PostgreSQL database that use the same licenses in every order", () => {
  it("never wait for one another in a circle", async () => {
    const url = await cluster.createDatabase();
    const storages = await Promise.all([1, 2, 3].map(() => openStorage({ database: url })));
    const servers = storages.map(({ licenses }) => licenses);
    const arns = Array.from({ length: 6 }, (_, index) => `${ARN}${index}`);
    for (const arn of arns) await first(servers).addLicense({ ...UNLIMITED, arn }, answer(`create ${arn}`));
    const work = servers.map(async (server, which) => {
      for (let round = 0; round < 40; round += 1) {
        // A batch over all licenses, in another order each time; the others are in the way of it.
        const order = arns.toSorted((one, other) => rank(one, round, which) - rank(other, round, which));
        const leases = order.map(async (arn, index) => {
          const token = `${which} ${round} ${index}`;
          // Every second request reaches another server as well.
          const request = index % 2 === 0 ? token : `shared ${round} ${index}`;
          const license = await server.findLicense(arn);
          const added = lease(token, arn, license?.version ?? 1);
          return server.addLease(added, answer(request, checkoutResponse(added)));
        });
        const changes = order
          .slice(0, 3)
          .map((arn, index) => change(server, arn, `${which} ${round - 1} ${index}`, index));
        await Promise.all([...leases, ...changes]);
      }
    });
    await Promise.all(work);
    expect(await deadlocks(url)).toBe(0);
    const [{ database }] = storages as [(typeof storages)[number]];
    expect(await examineDatabase(database, NOON)).toEqual([]);
    await Promise.all(servers.map((server) => server.close()));
  }, 60_000);
});

it("servers on one PostgreSQL database that get the same requests in opposite orders never wait for one another in a circle", async () => {
  const url = await cluster.createDatabase();
  const storages = await Promise.all([1, 2].map(() => openStorage({ database: url })));
  const servers = storages.map(({ licenses }) => licenses);
  // Of different licenses, so that the requests are all that is in the way.
  for (const which of [0, 1]) {
    await first(servers).addLicense({ ...UNLIMITED, arn: `${ARN}${which}` }, answer(`create ${which}`));
  }
  for (let round = 0; round < 40; round += 1) {
    const requests = Array.from({ length: 100 }, (_, index) => `${round} ${index}`);
    const outcomes = await Promise.all(
      servers.flatMap((server, which) =>
        (which === 0 ? requests : requests.toReversed()).map((request) => {
          const token = `${which} ${request}`;
          const added = lease(token, `${ARN}${which}`, 1);
          return server.addLease(added, answer(request, checkoutResponse(added)));
        }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === "added")).toHaveLength(100);
  }
  expect(await deadlocks(url)).toBe(0);
  await Promise.all(servers.map((server) => server.close()));
}, 60_000);

function first(servers: readonly LicenseStorage[]): LicenseStorage {
  return servers[0] as LicenseStorage;
}

function rank(arn: string, round: number, which: number): number {
  return (Number(arn.at(-1)) * (which + 2) * 7 + round) % 13;
}

/** Gives back, prolongs, or makes another version. */
async function change(server: LicenseStorage, arn: string, token: string, kind: number): Promise<unknown> {
  if (kind === 0) return server.returnLease(token, NOON + 1);
  const license = await server.findLicense(arn);
  const version = license?.version ?? 1;
  if (kind === 1) {
    const holdings = [{ entitlement: "seats", amount: 1, maximumInUse: 1_000_000 }];
    return server.extendLease(token, { licenseVersion: version, holdings, at: NOON + 1, expiration: NOON + 7200 });
  }
  return server.addLicenseVersion({ ...UNLIMITED, arn, version: version + 1 }, answer(`version ${token} ${arn}`));
}

const UNLIMITED = studio({ entitlements: [{ Name: "seats", Unit: "Count", MaxCount: 0 }] });

function lease(consumptionToken: string, licenseArn: string, licenseVersion: number): NewLease {
  return {
    consumptionToken,
    licenseArn,
    licenseVersion,
    kind: "PROVISIONAL",
    account: "123456789012",
    issuedAt: NOON,
    expiration: NOON + 3600,
    holdings: [{ entitlement: "seats", amount: 1, maximumInUse: 1_000_000 }],
  };
}

function answer(clientToken: string, response = "{}"): AnsweredRequest {
  return {
    account: "123456789012",
    operation: "CheckoutLicense",
    clientToken,
    digest: "digest",
    response,
    answeredAt: NOON,
  };
}
