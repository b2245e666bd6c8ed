import { setTimeout as wait } from "node:timers/promises";
import { ListLicensesCommand } from "@borrow-license/client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type PostgresCluster, startPostgresCluster } from "../postgres/postgres-cluster.js";
import { quickDataFolder } from "./data-folder.js";
import { examine } from "./doctor.js";
import { LicenseLoad } from "./license-load.js";
import { type ServerFleet, startFleet } from "./server-fleet.js";
import { endServers } from "./server-process.js";

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster();
}, 60_000);
afterAll(async () => {
  endServers();
  await cluster.remove();
});

/** Two servers on a new database, under load. */
async function loadedFleet(): Promise<{ database: string; fleet: ServerFleet; load: LicenseLoad }> {
  const database = await cluster.createDatabase();
  const fleet = await startFleet(2, { dataFolder: quickDataFolder(), flags: ["--database", database] });
  const load = new LicenseLoad({ clients: fleet.clients, workers: 16 });
  await load.prepare();
  load.start();
  return { database, fleet, load };
}

it("servers whose PostgreSQL is stopped, or crashes, and starts again under load go on without losing anything", async () => {
  const { database, fleet, load } = await loadedFleet();
  for (const stop of [cluster.stop, cluster.kill, cluster.stop, cluster.kill, cluster.kill]) {
    await wait(1000);
    await stop();
    await wait(500);
    await cluster.start();
  }
  await wait(1000);
  await load.stop();
  console.log("PostgreSQL stopped 5 times:", load.counts);
  expect(await load.problems("all")).toEqual([]);
  expect(await examine({ database })).toEqual([]);
  expect(load.counts.acknowledged).toBeGreaterThan(50);
  expect(await fleet.stop()).toEqual([0, 0]);
}, 120_000);

it("servers whose PostgreSQL stays away say so, and work again when it is back", async () => {
  const { database, fleet, load } = await loadedFleet();
  await wait(500);
  await cluster.stop();
  const [url = ""] = fleet.servers().map((server) => server.url);
  expect((await fetch(new URL("/readyz", url))).status).toBe(503);
  // Longer than a request is tried again.
  await expect.poll(() => load.counts.unanswered, { timeout: 30_000 }).toBeGreaterThanOrEqual(16);
  expect((await fetch(new URL("/healthz", url))).status).toBe(200);
  await cluster.start();
  await load.stop();
  expect(await load.problems("all")).toEqual([]);
  expect((await fetch(new URL("/readyz", url))).status).toBe(200);
  expect(await examine({ database })).toEqual([]);
  expect(await fleet.stop()).toEqual([0, 0]);
}, 120_000);

it("servers whose connections are cut in the middle of transactions go on without losing anything, and fail nobody", async () => {
  const { database, fleet, load } = await loadedFleet();
  let cut = 0;
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    const rows = await cluster.execute(`
      SELECT pg_terminate_backend(pid) AS cut FROM (
        SELECT pid FROM pg_stat_activity
        WHERE application_name = 'borrow-license' AND xact_start IS NOT NULL ORDER BY random() LIMIT 1
      ) AS one`);
    cut += rows.length;
    await wait(50);
  }
  await load.stop();
  console.log(`PostgreSQL, ${cut} connections cut within transactions:`, load.counts);
  expect(cut).toBeGreaterThan(20);
  expect(await load.problems("all")).toEqual([]);
  expect(await examine({ database })).toEqual([]);
  expect(unexpectedErrors(fleet)).toEqual([]);
  expect(load.counts.unanswered).toBe(0);
  expect(await fleet.stop()).toEqual([0, 0]);
}, 120_000);

it("a request of a key that was not used lately waits for a PostgreSQL that comes back", async () => {
  const database = await cluster.createDatabase();
  const fleet = await startFleet(1, { dataFolder: quickDataFolder(), flags: ["--database", database] });
  const [wire] = fleet.clients();
  // Longer than a key is known without asking the database.
  await wait(2500);
  await cluster.stop();
  const list = wire?.client.send(new ListLicensesCommand({}));
  await Promise.all([expect(list).resolves.toMatchObject({ Licenses: [] }), wait(1000).then(cluster.start)]);
  expect(await fleet.stop()).toEqual([0]);
}, 60_000);

/** What the servers logged of errors that are their own. */
function unexpectedErrors(fleet: ServerFleet): readonly string[] {
  const lines = fleet.servers().flatMap((server) => server.output().split("\n"));
  return lines.filter((line) => line.includes('"unexpected error"'));
}
