// Checkouts in SQLite, which wait for the disk together, against the disk: what it writes and synchronises, one after the
// other. Tokens are signed beforehand, with RSA 2048.
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "@borrow-license/bench/report";
import { checkouts } from "./checkouts.ts";
import { startServer, temporaryFolder } from "./license-server.ts";
import { comparedThroughput, inTurns } from "./rounds.ts";

const ROUNDS = 9;
const CHECKOUTS = 2_000;
const SYNCHRONISATIONS = 500;
/** As long as a page of SQLite's. */
const PAGE = Buffer.alloc(4096, 1);

export async function groupCommit(): Promise<readonly Result[]> {
  const folder = temporaryFolder();
  const file = openSync(join(folder, "synchronised"), "a");
  const server = await startServer({ modulusLength: 2048, signing: "beforehand" });
  try {
    const arns = await server.createLicenses(10);
    const throughput = async (): Promise<number> => {
      const { milliseconds } = await server.connections.load(checkouts(server.caller, arns, CHECKOUTS));
      return (CHECKOUTS * 1000) / milliseconds;
    };
    await throughput();
    await throughput();
    const taken = await inTurns(ROUNDS, {
      "the disk's fdatasync": async () => synchronisations(file),
      checkouts: throughput,
    });
    return comparedThroughput("SQLite", taken, "the disk's fdatasync", { checkouts: 1 });
  } finally {
    await server.stop();
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many pages can be appended and synchronised in a second. */
function synchronisations(file: number): number {
  const start = performance.now();
  for (let count = 0; count < SYNCHRONISATIONS; count += 1) {
    writeSync(file, PAGE);
    fdatasyncSync(file);
  }
  return (SYNCHRONISATIONS * 1000) / (performance.now() - start);
}
