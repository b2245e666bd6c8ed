import { compared } from "@borrow-license/bench/comparison";
import { processTurns } from "@borrow-license/bench/process-turns";
import type { Result } from "@borrow-license/bench/report";
import { BASELINE, CLIENTS, FETCH, UPSTREAM_GENERATED } from "./clients.ts";

const ROUNDS = 150;

/** What the fetch client is for, and that this project's other client costs no more than the AWS SDK's. */
const BOUNDS: Readonly<Record<string, Pick<Result, "goal">>> = {
  // No slower, but for what the same client differs by from one run to the next.
  [UPSTREAM_GENERATED]: { goal: 0.98 },
  [FETCH]: { goal: 5 },
};

/** Calls one after the other, over the same `fetch` and over nothing: then what is left is what a client costs by itself. */
export async function call(): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [title, transport] of [
    ["call, all over the same fetch", "fetch"],
    ["call, over no transport", "nothing"],
  ] as const) {
    const over = (client: string): string => `${client} over ${transport}`;
    const taken = await processTurns(new URL("call-sample.ts", import.meta.url), CLIENTS.map(over), ROUNDS);
    const named = new Map(CLIENTS.map((client) => [client, taken.get(over(client)) ?? []]));
    results.push(...compared(named, title, { name: "rate", unit: "calls/s" }, BASELINE, BOUNDS));
    const cpu = { name: "cpu", unit: "µs/call", isCost: true };
    results.push(...compared(named, `${title}, processor time`, cpu, BASELINE));
  }
  return results;
}
