// Checkouts of a license that has a thousand leases and of one that has a million.

import type { Result } from "@borrow-license/bench/report";
import { checkouts } from "./checkouts.ts";
import { addLeases, type BenchServer, startServer } from "./license-server.ts";
import { startPostgres } from "./postgres.ts";
import { compared, inTurns } from "./rounds.ts";

const ROUNDS = 9;
const CHECKOUTS = 1_000;
const [FEW, MANY] = [1_000, 1_000_000];
/** B-trees of a thousand times as many entries have one level more, and PostgreSQL's and SQLite's caches hold less of them. */
const LIMIT = 1.2;

interface Sample {
  /** In microseconds a checkout. */
  readonly cpu: number;
  readonly time: number;
}

export async function manyLeases(): Promise<readonly Result[]> {
  const postgres = await startPostgres();
  try {
    return [
      ...(await compareOn("SQLite", async () => undefined)),
      ...(await compareOn("PostgreSQL", () => postgres.createDatabase())),
    ];
  } finally {
    await postgres.remove();
  }
}

async function compareOn(name: string, database: () => Promise<string | undefined>): Promise<readonly Result[]> {
  const [few, many] = [await serverWith(FEW, await database()), await serverWith(MANY, await database())];
  try {
    const [fewer, more] = [`${FEW} leases`, `${MANY} leases`];
    const taken = await inTurns(ROUNDS, { [fewer]: few.sample, [more]: many.sample });
    const [reference = [], own = []] = [taken.get(fewer), taken.get(more)];
    const result = (what: string, value: (sample: Sample) => number): Result => ({
      ...compared(`${name}, ${more}: ${what}`, "µs/checkout", fewer, own, reference, value, value),
      limit: LIMIT,
    });
    return [result("the server's cpu", ({ cpu }) => cpu), result("time", ({ time }) => time)];
  } finally {
    await few.server.stop();
    await many.server.stop();
  }
}

async function serverWith(
  leases: number,
  database: string | undefined,
): Promise<{ readonly server: BenchServer; readonly sample: () => Promise<Sample> }> {
  const server = await startServer({ signing: "beforehand", ...(database === undefined ? {} : { database }) });
  const [arn = ""] = await server.createLicenses(1);
  await addLeases(database ?? server.databaseFile, arn, leases);
  const sample = async (): Promise<Sample> => {
    const requests = checkouts(server.caller, [arn], CHECKOUTS);
    const before = await server.usage();
    const { milliseconds } = await server.connections.load(requests);
    return { cpu: ((await server.usage()).cpu - before.cpu) / CHECKOUTS, time: (milliseconds * 1000) / CHECKOUTS };
  };
  await sample();
  await sample();
  return { server, sample };
}
