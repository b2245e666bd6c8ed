// Three servers on one PostgreSQL against one alone, and what they lend of one license in the end.

import { randomBytes } from "node:crypto";
import type { Result } from "@borrow-license/bench/report";
import { checkouts } from "./checkouts.ts";
import { type BenchServer, startServer } from "./license-server.ts";
import { startPostgres } from "./postgres.ts";
import { comparedThroughput, inTurns, rounded } from "./rounds.ts";

const ROUNDS = 7;
/** All servers together. */
const CHECKOUTS = 900;
/** What each checkout takes of the seats. */
const SEATS_OF_ONE = 2;
const LENT = 1_000;

export async function processes(): Promise<readonly Result[]> {
  const postgres = await startPostgres();
  const servers: BenchServer[] = [];
  try {
    const database = await postgres.createDatabase();
    const encryptionKey = randomBytes(32).toString("base64");
    const first = await startServer({ database, encryptionKey });
    servers.push(first);
    for (let count = 1; count < 3; count += 1)
      servers.push(await startServer({ database, encryptionKey, key: first.caller }));
    const arns = await first.createLicenses(10);
    const throughput = async (used: readonly BenchServer[]): Promise<number> => {
      const { milliseconds } = await loadTogether(used, arns, CHECKOUTS);
      return (CHECKOUTS * 1000) / milliseconds;
    };
    await throughput(servers);
    const taken = await inTurns(ROUNDS, {
      "one server": () => throughput([first]),
      "three servers": () => throughput(servers),
    });
    return [
      ...comparedThroughput("one PostgreSQL", taken, "one server", { "three servers": 0.95 }),
      await lastSeats(servers),
    ];
  } finally {
    for (const server of servers) await server.stop();
    await postgres.remove();
  }
}

async function loadTogether(
  servers: readonly BenchServer[],
  arns: readonly string[],
  count: number,
): Promise<{ readonly milliseconds: number; readonly refused: number }> {
  const requests = servers.map(({ caller }) => checkouts(caller, arns, Math.ceil(count / servers.length)));
  const start = performance.now();
  const outcomes = await Promise.all(
    servers.map(({ connections }, index) => connections.load(requests[index] as Buffer[], true)),
  );
  const refused = outcomes.reduce((sum, outcome) => sum + outcome.refused, 0);
  return { milliseconds: performance.now() - start, refused };
}

/** Asks all servers for half as much again as there is of one license. */
async function lastSeats(servers: readonly BenchServer[]): Promise<Result> {
  const arns = await (servers[0] as BenchServer).createLicenses(1, LENT * SEATS_OF_ONE);
  const { refused } = await loadTogether(servers, arns, LENT * 1.5);
  const lent = LENT * 1.5 - refused;
  return {
    name: "one PostgreSQL, three servers: lent of one license",
    value: lent,
    unit: "checkouts",
    baseline: `all ${LENT} that there are`,
    ratio: rounded(lent / LENT),
    limit: 1,
    goal: 1,
  };
}
