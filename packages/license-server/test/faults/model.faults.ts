import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openStorage } from "../../src/storage/open-storage.js";
import { temporaryFolder } from "../folders.js";
import { licenseModelContract } from "../model/license-model-contract.js";
import { type PostgresCluster, startPostgresCluster } from "../postgres/postgres-cluster.js";

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster({ settings: { fsync: "off" } });
}, 60_000);
afterAll(() => cluster.remove());

licenseModelContract(
  "SQLite",
  async () => {
    const database = join(temporaryFolder(), "licenses.sqlite");
    return [await openStorage({ database }), await openStorage({ database })];
  },
  100,
);

licenseModelContract(
  "PostgreSQL",
  async () => {
    const database = await cluster.createDatabase();
    return [await openStorage({ database }), await openStorage({ database })];
  },
  100,
);
