// The memory of a server over half a million checkouts. Tokens are signed beforehand, because signing needs none.

import type { Result } from "@borrow-license/bench/report";
import { median } from "@borrow-license/bench/statistics";
import { checkouts } from "./checkouts.ts";
import { startServer } from "./license-server.ts";
import { rounded } from "./rounds.ts";

const CHECKOUTS = 500_000;
const CHUNK = 5_000;
/** Looks at the memory at either end: what the first ones need, such as compiled functions and caches, is warm-up. */
const LOOKS = 10;

export async function memory(): Promise<readonly Result[]> {
  const server = await startServer({ modulusLength: 2048, signing: "beforehand" });
  try {
    const arns = await server.createLicenses(100);
    const looks: number[] = [];
    for (let done = 0; done < CHECKOUTS; done += CHUNK) {
      await server.connections.load(checkouts(server.caller, arns, CHUNK));
      looks.push((await server.usage()).rss / 1024 / 1024);
    }
    const warm = median(looks.slice(LOOKS, 2 * LOOKS));
    const last = median(looks.slice(-LOOKS));
    return [
      {
        name: `memory after ${CHECKOUTS} checkouts`,
        value: Math.round(last),
        unit: "MiB",
        baseline: `after ${LOOKS * CHUNK} to ${2 * LOOKS * CHUNK}`,
        ratio: rounded(last / warm),
        limit: 1.1,
      },
    ];
  } finally {
    await server.stop();
  }
}
