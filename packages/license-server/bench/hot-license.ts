// One license that everybody borrows, on PostgreSQL, where those who take from a license take turns. Tokens are signed
// beforehand, so that signing hides nothing.

import type { Result } from "@borrow-license/bench/report";
import { checkouts } from "./checkouts.ts";
import { startServer } from "./license-server.ts";
import { startPostgres } from "./postgres.ts";
import { comparedThroughput, inTurns } from "./rounds.ts";

const ROUNDS = 7;
const CHECKOUTS = 1_000;
const LICENSES = 1_000;

export async function hotLicense(): Promise<readonly Result[]> {
  const postgres = await startPostgres();
  try {
    const server = await startServer({ database: await postgres.createDatabase(), signing: "beforehand" });
    const arns = await server.createLicenses(LICENSES);
    const throughput = async (of: readonly string[]): Promise<number> => {
      const { milliseconds } = await server.connections.load(checkouts(server.caller, of, CHECKOUTS));
      return (CHECKOUTS * 1000) / milliseconds;
    };
    await throughput(arns);
    const spread = `${LICENSES} licenses`;
    const taken = await inTurns(ROUNDS, {
      [spread]: () => throughput(arns),
      "one license": () => throughput(arns.slice(0, 1)),
    });
    await server.stop();
    return comparedThroughput("PostgreSQL", taken, spread, { "one license": 0.8 });
  } finally {
    await postgres.remove();
  }
}
