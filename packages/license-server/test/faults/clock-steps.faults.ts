import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  CheckInLicenseCommand,
  CheckoutBorrowLicenseCommand,
  CreateLicenseCommand,
  GetLicenseUsageCommand,
} from "@borrow-license/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PostgresCluster, startPostgresCluster } from "../postgres/postgres-cluster.js";
import { quickDataFolder } from "./data-folder.js";
import { examine } from "./doctor.js";
import { LicenseLoad } from "./license-load.js";
import { type ServerFleet, startFleet } from "./server-fleet.js";
import { endServers } from "./server-process.js";
import { settableClock } from "./set-clock.js";
import type { WireClient } from "./wire-client.js";

const HOUR = 3600;

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster();
}, 60_000);
afterAll(async () => {
  endServers();
  await cluster.remove();
});

/** Where a server's database is, for its flags and for an examination. */
interface Place {
  readonly dataFolder: string;
  readonly flags: readonly string[];
  readonly database: string;
}

describe.each<[string, () => Promise<Place>]>([
  [
    "SQLite",
    async () => {
      const dataFolder = quickDataFolder();
      return { dataFolder, flags: [], database: join(dataFolder, "licenses.sqlite") };
    },
  ],
  [
    "PostgreSQL",
    async () => {
      const database = await cluster.createDatabase();
      return { dataFolder: quickDataFolder(), flags: ["--database", database], database };
    },
  ],
])("a clock that is set, of a server on %s", (_name, place) => {
  it("by an hour ends leases and lets them live again, and each gives back once what it held", async () => {
    const { database, ...options } = await place();
    const clock = settableClock();
    const fleet = await startFleet(1, { ...options, environment: clock.environment, attempts: 3 });
    const { borrow, giveBack, inUse } = await applications(fleet.clients()[0] as WireClient);
    const setClock = async (seconds: number): Promise<void> => {
      clock.set(seconds);
      await expect.poll(() => ahead(fleet), { timeout: 5000 }).toBeCloseTo(seconds, -1);
    };
    const first = await borrow("3", "a");
    expect(await inUse()).toBe("3");

    await setClock(HOUR);
    expect(await inUse()).toBe("0");
    const second = await borrow("5", "b");
    expect(second.token).not.toBe("");
    expect((await borrow("1", "c")).refusal).toMatch(/^NoEntitlementsAllowedException: .*5 of 5 in use/);
    expect(await borrow("3", "a")).toEqual(first);
    expect(await examine({ database, at: HOUR })).toEqual([]);

    await setClock(0);
    // Both are unexpired now. Nothing more is lent, and each is its own lease.
    expect(await inUse()).toBe("8");
    expect((await borrow("1", "c")).refusal).toMatch(/^NoEntitlementsAllowedException: .*8 of 5 in use/);
    expect(await borrow("5", "b")).toEqual(second);
    await giveBack(first);
    await giveBack(first);
    expect(await inUse()).toBe("5");
    expect(await examine({ database })).toEqual([]);

    await setClock(-HOUR);
    await giveBack(first);
    await giveBack(second);
    expect(await inUse()).toBe("0");
    expect((await borrow("5", "c")).token).not.toBe("");
    expect(await borrow("3", "a")).toEqual(first);
    await setClock(HOUR);
    expect(await inUse()).toBe("0");
    expect(await examine({ database, at: HOUR })).toEqual([]);
    expect(await fleet.stop()).toEqual([0]);
  }, 120_000);

  it("back and forth under load fails nobody and loses nothing", async () => {
    const { database, ...options } = await place();
    const clock = settableClock();
    const fleet = await startFleet(1, { ...options, environment: clock.environment, attempts: 3 });
    const load = new LicenseLoad({ clients: fleet.clients, workers: 16 });
    await load.prepare();
    load.start();
    for (const seconds of [HOUR, 0, -HOUR, HOUR, -HOUR, 0]) {
      await wait(1500);
      clock.set(seconds);
    }
    await wait(1500);
    await load.stop();
    console.log("A clock set 6 times:", load.counts);
    expect(await load.problems("all")).toEqual([]);
    expect(await examine({ database })).toEqual([]);
    expect(load.counts.acknowledged).toBeGreaterThan(50);
    expect(load.counts.unanswered).toBe(0);
    expect(await fleet.stop()).toEqual([0]);
  }, 120_000);
});

/** By how many seconds the server's clock is ahead, as the clients see it, who go by the answers' `Date`. */
async function ahead(fleet: ServerFleet): Promise<number> {
  const { headers } = await fetch(new URL("/healthz", fleet.servers()[0]?.url));
  return (Date.parse(headers.get("date") ?? "") - Date.now()) / 1000;
}

interface Borrowed {
  readonly token: string;
  readonly bytes: string;
  readonly refusal: string;
}

/** Applications that use one license with 5 seats, for half an hour each. */
async function applications({ bytesOf, client }: WireClient) {
  // A client that goes by the wrong time learns the right one by the refusal. It tries again by itself only where that
  // is not its machine's.
  const inTime = <Result>(run: () => Promise<Result>): Promise<Result> =>
    run().catch((error: Error) => (error.name === "RequestExpired" ? run() : Promise.reject(error)));
  const { LicenseArn } = await client.send(
    new CreateLicenseCommand({
      LicenseName: "Studio",
      ProductName: "Studio",
      ProductSKU: "studio",
      Issuer: { Name: "Example Software" },
      HomeRegion: "us-east-1",
      Validity: { Begin: "2020-01-01T00:00:00Z" },
      Entitlements: [{ Name: "seats", Unit: "Count", MaxCount: 5, AllowCheckIn: true }],
      Beneficiary: "Example Ltd.",
      ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 30 } },
      ClientToken: "create",
    }),
  );
  return {
    async borrow(seats: string, ClientToken: string): Promise<Borrowed> {
      const Entitlements = [{ Name: "seats", Value: seats, Unit: "Count" as const }];
      const input = { LicenseArn, Entitlements, DigitalSignatureMethod: "JWT_PS384" as const, ClientToken };
      try {
        const output = await inTime(() => client.send(new CheckoutBorrowLicenseCommand(input)));
        return { token: output.LicenseConsumptionToken ?? "", bytes: bytesOf(output), refusal: "" };
      } catch (error) {
        return { token: "", bytes: "", refusal: `${(error as Error).name}: ${(error as Error).message}` };
      }
    },
    async giveBack({ token }: Borrowed): Promise<void> {
      await inTime(() => client.send(new CheckInLicenseCommand({ LicenseConsumptionToken: token })));
    },
    async inUse(): Promise<string | undefined> {
      const { LicenseUsage } = await inTime(() => client.send(new GetLicenseUsageCommand({ LicenseArn })));
      return LicenseUsage?.EntitlementUsages?.[0]?.ConsumedValue;
    },
  };
}
