import { afterAll, beforeAll, onTestFinished } from "vitest";
import { openStorage } from "../../src/storage/open-storage.js";
import { accessKeyStorageContract } from "../access-key-storage-contract.js";
import { auditLogContract } from "../audit-log-contract.js";
import { auditSealsContract } from "../audit-seals-contract.js";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.js";

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster({ settings: { fsync: "off" } });
}, 60_000);
afterAll(() => cluster.remove());

auditLogContract("PostgreSQL", async () => openStorage({ database: await cluster.createDatabase() }));

auditSealsContract("PostgreSQL", async () => openStorage({ database: await cluster.createDatabase() }));

accessKeyStorageContract("PostgreSQL", async () => {
  const storage = await openStorage({ database: await cluster.createDatabase() });
  onTestFinished(() => storage.close());
  return storage.accessKeys;
});
