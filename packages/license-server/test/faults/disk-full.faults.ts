import { randomUUID } from "node:crypto";
import { chmodSync, chownSync, statSync } from "node:fs";
import { join } from "node:path";
import { CheckoutBorrowLicenseCommand, CreateLicenseCommand, GetLicenseCommand } from "@borrow-license/client";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { startPostgresCluster } from "../postgres/postgres-cluster.js";
import { quickDataFolder } from "./data-folder.js";
import { examine } from "./doctor.js";
import { LicenseLoad } from "./license-load.js";
import { type ServerFleet, startFleet } from "./server-fleet.js";
import { endServers } from "./server-process.js";
import { mountSmallDisk, type SmallDisk } from "./small-disk.js";
import type { WireClient } from "./wire-client.js";

afterAll(endServers);

it("a server on SQLite whose disk is full says so, goes on reading, and stores again when there is space", async () => {
  const disk = smallDisk(16);
  const dataFolder = quickDataFolder(join(disk.path, "data"));
  const fleet = await startFleet(1, { dataFolder });
  await fillUnderLoad(fleet, disk);
  expect(await examine({ database: join(dataFolder, "licenses.sqlite") })).toEqual([]);
  expect(await fleet.stop()).toEqual([0]);
}, 180_000);

it("a server on PostgreSQL whose tables' disk is full says so, goes on reading, and stores again when there is space", async () => {
  const cluster = await startPostgresCluster();
  onTestFinished(() => cluster.remove());
  const disk = smallDisk(64);
  const owner = statSync(cluster.folder).uid;
  chownSync(disk.path, owner, owner);
  chmodSync(disk.path, 0o700);
  await cluster.execute(`CREATE TABLESPACE small LOCATION '${disk.path}'`);
  const database = await cluster.createDatabase("TABLESPACE small");
  const fleet = await startFleet(1, { dataFolder: quickDataFolder(), flags: ["--database", database] });
  await fillUnderLoad(fleet, disk);
  expect(await examine({ database })).toEqual([]);
  expect(await fleet.stop()).toEqual([0]);
}, 180_000);

/** A disk for the running test. */
function smallDisk(megabytes: number): SmallDisk {
  const disk = mountSmallDisk(megabytes);
  onTestFinished(() => {
    endServers();
    disk.remove();
  });
  return disk;
}

async function fillUnderLoad(fleet: ServerFleet, disk: SmallDisk): Promise<void> {
  const load = new LicenseLoad({ clients: fleet.clients, workers: 8 });
  await load.prepare();
  const [{ client }] = fleet.clients() as [WireClient];
  const { LicenseArn } = await client.send(new CreateLicenseCommand({ ...LICENSE, ClientToken: randomUUID() }));
  const borrow = (): Promise<string> =>
    client
      .send(
        new CheckoutBorrowLicenseCommand({
          LicenseArn,
          Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
          DigitalSignatureMethod: "JWT_PS384",
          // Enough to take a page of its own, so that room within the database's file does not help for long.
          CheckoutMetadata: Array.from({ length: 8 }, (_, index) => ({ Name: `${index}`, Value: "v".repeat(1000) })),
          ClientToken: randomUUID(),
        }),
      )
      .then(
        () => "done",
        (error: Error) => `${error.name}: ${error.message}`,
      );
  for (const _round of [1, 2, 3]) {
    load.start();
    disk.fill();
    let answer = "done";
    while (answer === "done") answer = await borrow();
    // Modelled, with nothing of the inside. The next one may find room again: databases tidy up within their files.
    expect(answer).toMatch(/^ServerInternalException: Internal error/);
    expect((await client.send(new GetLicenseCommand({ LicenseArn }))).License?.Status).toBe("AVAILABLE");
    expect((await fetch(new URL("/healthz", fleet.servers()[0]?.url))).status).toBe(200);
    disk.empty();
    await load.stop();
    expect(await load.problems("new")).toEqual([]);
    expect(await borrow()).toBe("done");
  }
  console.log("A full disk, 3 times:", load.counts);
  expect(load.counts.unanswered).toBeGreaterThan(0);
  expect(await load.problems("all")).toEqual([]);
}

const LICENSE = {
  LicenseName: "Studio",
  ProductName: "Studio",
  ProductSKU: "studio",
  Issuer: { Name: "Example Software" },
  HomeRegion: "us-east-1",
  Validity: { Begin: "2020-01-01T00:00:00Z" },
  Entitlements: [{ Name: "seats", Unit: "Count" as const, MaxCount: 0 }],
  Beneficiary: "Example Ltd.",
  ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 480 } },
};
