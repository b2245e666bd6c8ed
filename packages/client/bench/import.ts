import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { rotated } from "@borrow-license/bench/process-turns";
import type { Result } from "@borrow-license/bench/report";
import { median, medianRatio } from "@borrow-license/bench/statistics";
import { BASELINE, CLIENTS, FETCH, UPSTREAM_GENERATED } from "./clients.ts";

const ROUNDS = 61;
const WARM_UP_ROUNDS = 2;

/** The most that importing the fetch client may take, in milliseconds. */
const FETCH_LIMIT = 5;

const SCRIPT = fileURLToPath(new URL("import-sample.ts", import.meta.url));

/** Importing, each time in a process of its own: a second import takes nothing. */
export function importing(): readonly Result[] {
  const taken = new Map(CLIENTS.map((client) => [client, [] as number[]]));
  // The first rounds fill the operating system's cache and do not count.
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const client of rotated(CLIENTS, round + WARM_UP_ROUNDS)) {
      const time = sample(client);
      if (round >= 0) taken.get(client)?.push(time);
    }
  }
  return CLIENTS.map((client) => {
    const own = taken.get(client) ?? [];
    const value = Number(median(own).toPrecision(3));
    return {
      name: `import: ${client}`,
      value,
      unit: "ms",
      baseline: BASELINE,
      ratio: Number(medianRatio(own, taken.get(BASELINE) ?? []).toFixed(3)),
      // No longer, but for what the same client differs by from one run to the next.
      ...(client === UPSTREAM_GENERATED ? { limit: 1.02 } : {}),
      ...(client === FETCH ? { valueLimit: FETCH_LIMIT } : {}),
    };
  });
}

function sample(client: string): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT, client], { encoding: "utf8" });
  if (status !== 0) throw new Error(`Importing ${client} failed:\n${stderr}`);
  return Number(stdout.trim());
}
