import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgresDatabase } from "../../src/storage/database/open-postgres-database.js";
import { examineDatabase } from "../../src/storage/doctor/examine-database.js";
import type { AnsweredRequest, LicenseStorage, NewLease } from "../../src/storage/licenses/license-storage.js";
import { openStorage } from "../../src/storage/open-storage.js";
import { accessKeyStorageContract } from "../access-key-storage-contract.js";
import { examinationContract } from "../examination-contract.js";
import { temporaryFolder } from "../folders.js";
import { licenseLifeContract } from "../license-life-contract.js";
import { licenseListContract } from "../license-list-contract.js";
import { ARN, checkoutResponse, failure, NOON, newLease, studio } from "../licenses.js";
import { licenseModelContract } from "../model/license-model-contract.js";
import { signingKeyStorageContract } from "../signing-key-storage-contract.js";
import { storageContract } from "../storage-contract.js";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.js";

const answer = (clientToken: string, response = "{}"): AnsweredRequest => ({
  account: "123456789012",
  operation: "CheckoutBorrowLicense",
  clientToken,
  digest: "digest",
  response,
  answeredAt: NOON,
});

/** One seat. */
const seatLease = (consumptionToken: string, maximumInUse: number): NewLease =>
  newLease(consumptionToken, { holdings: [{ entitlement: "seats", amount: 1, maximumInUse }] });

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster({ settings: { fsync: "off" } });
}, 60_000);
afterAll(() => cluster.remove(), 60_000);

storageContract("PostgreSQL", async () => (await openStorage({ database: await cluster.createDatabase() })).licenses);

licenseLifeContract(
  "PostgreSQL",
  async () => (await openStorage({ database: await cluster.createDatabase() })).licenses,
);

licenseListContract(
  "PostgreSQL",
  async () => (await openStorage({ database: await cluster.createDatabase() })).licenses,
);

accessKeyStorageContract(
  "PostgreSQL",
  async () => (await openStorage({ database: await cluster.createDatabase() })).accessKeys,
);

signingKeyStorageContract("PostgreSQL", async () => openStorage({ database: await cluster.createDatabase() }));

examinationContract("PostgreSQL", async () => openStorage({ database: await cluster.createDatabase() }));

licenseModelContract(
  "PostgreSQL",
  async () => {
    const database = await cluster.createDatabase();
    return [await openStorage({ database }), await openStorage({ database })];
  },
  50,
);

describe("several servers on one PostgreSQL database", () => {
  it("never lend more than there is, and lend all of it", async () => {
    const database = await cluster.createDatabase();
    const [one, ...others] = await Promise.all([1, 2, 3].map(async () => (await openStorage({ database })).licenses));
    const servers = [one as LicenseStorage, ...others];
    await servers[0]?.addLicense(studio(), answer("create"));
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, (_, index) => {
        const lease = seatLease(`lease-${index}`, 50);
        return (servers[index % 3] as LicenseStorage).addLease(lease, answer(`token-${index}`));
      }),
    );
    expect(outcomes.filter(({ outcome }) => outcome === "added")).toHaveLength(50);
    expect((await servers[1]?.amountsInUse(ARN, ["seats"], NOON))?.get("seats")).toBe(50);
    await Promise.all(servers.map((server) => server.close()));
  });

  it("make one lease of one request that reaches all of them", async () => {
    const database = await cluster.createDatabase();
    const servers = await Promise.all([1, 2, 3].map(async () => (await openStorage({ database })).licenses));
    await servers[0]?.addLicense(studio(), answer("create"));
    await servers[0]?.addLicense({ ...studio(), arn: `${ARN}0` }, answer("create-2"));
    // Of different licenses, so that no server waits for another before it stores the answer.
    const outcomes = await Promise.all(
      servers.map((server, index) =>
        server.addLease(
          { ...seatLease(`lease-${index}`, 50), licenseArn: index === 0 ? ARN : `${ARN}0` },
          answer("token", `{"lease":${index}}`),
        ),
      ),
    );
    const added = outcomes.findIndex(({ outcome }) => outcome === "added");
    expect(outcomes.filter(({ outcome }) => outcome === "answered")).toEqual([
      { outcome: "answered", answered: answer("token", `{"lease":${added}}`) },
      { outcome: "answered", answered: answer("token", `{"lease":${added}}`) },
    ]);
    await Promise.all(servers.map((server) => server.close()));
  });

  it("number versions without gaps, and lend nothing of a license that one of them deletes", async () => {
    const database = await cluster.createDatabase();
    const servers = await Promise.all([1, 2, 3].map(async () => (await openStorage({ database })).licenses));
    const [first, second] = servers as [LicenseStorage, LicenseStorage, LicenseStorage];
    await first.addLicense(studio(), answer("create"));
    const addVersions = servers.map(async (server, index) => {
      for (let count = 0; count < 10; ) {
        const { version } = (await server.findLicense(ARN)) ?? { version: 0 };
        const next = { ...studio(), version: version + 1 };
        const { outcome } = await server.addLicenseVersion(next, answer(`version-${index}-${count}`));
        if (outcome === "added") count += 1;
      }
    });
    const lending = Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        second.addLease(seatLease(`lease-${index}`, 50), answer(`token-${index}`)),
      ),
    );
    await Promise.all([...addVersions, lending]);
    const versions = await second.listLicenseVersions(ARN, undefined, 100);
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 31 }, (_, index) => 31 - index));

    const lend = (index: number): Promise<{ readonly outcome: string }> =>
      second.addLease({ ...seatLease(`late-${index}`, 50), licenseVersion: 31 }, answer(`late-${index}`));
    const lent = Array.from({ length: 20 }, (_, index) => lend(index));
    const deleted = await first.deleteLicense(ARN, 31, NOON);
    expect(deleted).toMatchObject({ outcome: "deleted" });
    await Promise.all(lent);
    expect(await lend(20)).toEqual({ outcome: "superseded" });
    const inUse = await second.amountsInUse(ARN, ["seats"], NOON);
    const date = deleted.outcome === "deleted" ? deleted.deletion.date : 0;
    expect(inUse.get("seats") === 0 || date === NOON + 3600).toBe(true);
    await Promise.all(servers.map((server) => server.close()));
  });

  it("share a secret, whoever comes first", async () => {
    const database = await cluster.createDatabase();
    const servers = await Promise.all([1, 2, 3].map(async () => (await openStorage({ database })).licenses));
    const secrets = await Promise.all(
      servers.map((server, index) => server.sharedSecret("name", Uint8Array.of(index))),
    );
    expect(new Set(secrets.map(([byte]) => byte)).size).toBe(1);
    await Promise.all(servers.map((server) => server.close()));
  });

  it("go on when their connections are cut", async () => {
    const database = await cluster.createDatabase();
    const { licenses } = await openStorage({ database });
    await licenses.addLicense(studio(), answer("create"));
    for (const index of [1, 2, 3]) {
      const adding = licenses.addLease(seatLease(`lease-${index}`, 50), answer(`token-${index}`));
      const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'borrow-license'";
      await cluster.execute(cut);
      expect(await adding).toEqual({ outcome: "added" });
      expect(await licenses.findLease(`lease-${index}`)).toBeDefined();
    }
    expect((await licenses.amountsInUse(ARN, ["seats"], NOON)).get("seats")).toBe(3);
    await licenses.close();
  });
});

describe("a PostgreSQL database", () => {
  it("is backed up and restored with PostgreSQL's own programs, as the documentation says", async () => {
    const [url, copy] = [await cluster.createDatabase(), await cluster.createDatabase()];
    const storage = await openStorage({ database: url });
    await storage.licenses.addLicense(studio(), answer("create"));
    const checkout = answer("token", checkoutResponse(seatLease("a", 5)));
    await storage.licenses.addLease(seatLease("a", 5), checkout);
    const file = join(temporaryFolder(), "licenses.dump");
    await cluster.run("pg_dump", "--format=custom", `--file=${file}`, url);
    await storage.licenses.addLease(seatLease("b", 5), answer("later"));
    await storage.close();
    await cluster.run("pg_restore", `--dbname=${copy}`, file);
    const restored = await openStorage({ database: copy });
    expect(await restored.licenses.findAnsweredRequest(checkout)).toEqual(checkout);
    expect(await restored.licenses.findLease("b")).toBeUndefined();
    expect(await examineDatabase(restored.database, NOON)).toEqual([]);
    await restored.close();
  });

  it("is brought to the present schema once by processes that start together", async () => {
    const url = await cluster.createDatabase();
    const databases = await Promise.all([1, 2, 3].map(() => openPostgresDatabase(url)));
    await Promise.all(databases.map((database) => database.close()));
    const again = await openPostgresDatabase(url);
    await again.close();
  });

  it("of a version before 13 is refused", async () => {
    const url = await cluster.createDatabase();
    const database = await openPostgresDatabase(url);
    await database.pool.query("CREATE SCHEMA older");
    await database.pool.query(`
      CREATE FUNCTION older.current_setting(name TEXT) RETURNS TEXT LANGUAGE sql AS $$
        SELECT CASE name WHEN 'server_version_num' THEN '120022' WHEN 'server_version' THEN '12.22'
          ELSE pg_catalog.current_setting(name) END $$`);
    await database.close();
    // A server that says of itself what an older one says.
    const older = `${url}?options=${encodeURIComponent("-c search_path=older,pg_catalog,public")}` as const;
    expect(await failure(() => openPostgresDatabase(older))).toMatch(
      /^DatabaseUnusableError: The database postgres:.* cannot be used: it is PostgreSQL 12\.22\. Make sure that it is PostgreSQL 13 or newer /,
    );
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
