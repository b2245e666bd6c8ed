import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type PostgresCluster, startPostgresCluster } from "../postgres/postgres-cluster.js";
import { quickDataFolder } from "./data-folder.js";
import { examine } from "./doctor.js";
import { faultRounds } from "./fault-rounds.js";
import { LicenseLoad } from "./license-load.js";
import { startFleet } from "./server-fleet.js";
import { endServers } from "./server-process.js";

const ROUNDS = faultRounds();

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster();
}, 60_000);
afterAll(async () => {
  endServers();
  await cluster.remove();
});

it(`three servers on one PostgreSQL, one of them killed ${ROUNDS} times under load, lose nothing and lend no more than there is`, async () => {
  const database = await cluster.createDatabase();
  const fleet = await startFleet(3, { dataFolder: quickDataFolder(), flags: ["--database", database] });
  const load = new LicenseLoad({ clients: fleet.clients, workers: 16 });
  await load.prepare();
  for (let round = 1; round <= ROUNDS; round += 1) {
    load.start();
    await wait(randomInt(20, 500));
    const restart = await fleet.kill(randomInt(3));
    await restart();
    await load.stop();
    expect(await load.problems("new")).toEqual([]);
    expect(await examine({ database })).toEqual([]);
  }
  expect(await load.problems("all")).toEqual([]);
  console.log(`PostgreSQL, ${ROUNDS} times killed:`, load.counts);
  expect(load.counts.acknowledged).toBeGreaterThan(ROUNDS * 5);
  expect(load.counts.unanswered).toBeGreaterThan(ROUNDS);
  expect(await fleet.stop()).toEqual([0, 0, 0]);
}, 1_200_000);
