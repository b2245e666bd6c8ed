import { randomInt } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { temporaryFolder } from "../folders.js";
import { quickDataFolder } from "./data-folder.js";
import { examine } from "./doctor.js";
import { faultRounds } from "./fault-rounds.js";
import { LicenseLoad } from "./license-load.js";
import { startFleet } from "./server-fleet.js";
import { end, endServers, spawnServer, startServer } from "./server-process.js";

const ROUNDS = faultRounds();

afterAll(endServers);

it(`a server on SQLite that is killed ${ROUNDS} times under load loses nothing that it answered`, async () => {
  const dataFolder = quickDataFolder();
  const fleet = await startFleet(1, { dataFolder });
  const load = new LicenseLoad({ clients: fleet.clients, workers: 16 });
  await load.prepare();
  for (let round = 1; round <= ROUNDS; round += 1) {
    load.start();
    await wait(randomInt(20, 500));
    const restart = await fleet.kill(0);
    await restart();
    await load.stop();
    expect(await load.problems("new")).toEqual([]);
    expect(await examine({ database: join(dataFolder, "licenses.sqlite") })).toEqual([]);
  }
  expect(await load.problems("all")).toEqual([]);
  console.log(`SQLite, ${ROUNDS} times killed:`, load.counts);
  // A load that nothing interrupts shows nothing.
  expect(load.counts.acknowledged).toBeGreaterThan(ROUNDS * 5);
  expect(load.counts.unanswered).toBeGreaterThan(ROUNDS);
  expect(await fleet.stop()).toEqual([0]);
}, 1_200_000);

it("two servers on one SQLite file, each killed and started again, lend no more than there is", async () => {
  const dataFolder = quickDataFolder();
  const fleet = await startFleet(2, { dataFolder });
  const load = new LicenseLoad({ clients: fleet.clients, workers: 16 });
  await load.prepare();
  for (let round = 1; round <= 10; round += 1) {
    load.start();
    await wait(randomInt(300, 800));
    const restart = await fleet.kill(round % 2);
    await wait(100);
    await restart();
    await load.stop();
    expect(await load.problems("new")).toEqual([]);
    expect(await examine({ database: join(dataFolder, "licenses.sqlite") })).toEqual([]);
  }
  expect(await load.problems("all")).toEqual([]);
  console.log("SQLite, two servers:", load.counts);
  expect(load.counts.acknowledged).toBeGreaterThan(100);
  // What one server has locked, the other waits for: it fails nobody.
  expect(fleet.servers().map((server) => server.output())).toEqual([
    expect.not.stringContaining("database is locked"),
    expect.not.stringContaining("database is locked"),
  ]);
  expect(await fleet.stop()).toEqual([0, 0]);
}, 300_000);

it("a server that is killed while it starts for the first time starts the next time", async () => {
  for (let round = 1; round <= 10; round += 1) {
    const dataFolder = join(temporaryFolder(), "data");
    const { child } = spawnServer({ dataFolder });
    await wait(randomInt(100, 1000));
    await end(child, "SIGKILL");
    const server = await startServer({ dataFolder });
    expect(await server.stop()).toBe(0);
    expect(await examine({ database: join(dataFolder, "licenses.sqlite") })).toEqual([]);
  }
}, 300_000);
