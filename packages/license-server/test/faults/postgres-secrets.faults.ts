import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type PostgresCluster, startPostgresCluster } from "../postgres/postgres-cluster.js";
import { quickDataFolder } from "./data-folder.js";
import { LicenseLoad } from "./license-load.js";
import { startFleet } from "./server-fleet.js";
import { endServers } from "./server-process.js";

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster();
}, 60_000);
afterAll(async () => {
  endServers();
  await cluster.remove();
});

it("a database's password is neither in the process list nor in the log, whatever happens to the database", async () => {
  const url = new URL(await cluster.createDatabase());
  url.password = "open-sesame";
  const environment = { BORROW_LICENSE_DATABASE: url.href };
  const fleet = await startFleet(1, { dataFolder: quickDataFolder(), environment, flags: ["--log-level", "trace"] });
  const load = new LicenseLoad({ clients: fleet.clients, workers: 4 });
  await load.prepare();
  load.start();
  await wait(300);
  await cluster.kill();
  await expect.poll(() => load.counts.unanswered, { timeout: 30_000 }).toBeGreaterThan(0);
  await cluster.start();
  await load.stop();
  const [server] = fleet.servers();
  expect(server?.output()).toContain("unexpected error");
  expect(server?.output()).not.toContain("open-sesame");
  expect(readFileSync(`/proc/${server?.pid}/cmdline`, "utf8")).not.toContain("open-sesame");
  expect(await fleet.stop()).toEqual([0]);
}, 60_000);
