import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgresDatabase } from "../../src/storage/database/open-postgres-database.js";
import { openStorage } from "../../src/storage/open-storage.js";
import { failure } from "../licenses.js";
import { storageContract } from "../storage-contract.js";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.js";

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster({ settings: { fsync: "off" } });
}, 60_000);
afterAll(() => cluster.remove());

storageContract("PostgreSQL", async () => (await openStorage({ database: await cluster.createDatabase() })).licenses);

describe("a PostgreSQL database", () => {
  it("is brought to the present schema once by processes that start together", async () => {
    const url = await cluster.createDatabase();
    const databases = await Promise.all([1, 2, 3].map(() => openPostgresDatabase(url)));
    await Promise.all(databases.map((database) => database.close()));
    const again = await openPostgresDatabase(url);
    await again.close();
  });

  it("of a newer program is refused and left as it is", async () => {
    const url = await cluster.createDatabase();
    const database = await openPostgresDatabase(url);
    const newer = "INSERT INTO kysely_migration VALUES ('9999-news', '2099-01-01T00:00:00.000Z')";
    await database.pool.query(newer);
    await database.close();
    expect(await failure(() => openPostgresDatabase(url))).toMatch(
      /^NewerSchemaError: The database postgres:\/\/licenses@127\.0\.0\.1:\d+\/licenses_\d+ has the migration 9999-news, /,
    );
  });
});
