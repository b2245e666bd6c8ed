import { compared } from "@borrow-license/bench/comparison";
import { processTurns } from "@borrow-license/bench/process-turns";
import type { Result } from "@borrow-license/bench/report";

const TIME = { name: "time", unit: "µs/call", isCost: true };

/** Bytes and headers in, bytes out, against the parsing and the writing alone. */
export async function inProcess(): Promise<readonly Result[]> {
  const taken = await processTurns(new URL("in-process-sample.ts", import.meta.url), ["bare", "this package"], 150);
  return compared(taken, "in process", TIME, "bare", { "this package": { goal: 0.7 } });
}

/** Requests that are refused against one that is served. */
export async function failures(): Promise<readonly Result[]> {
  const contenders = ["this package", "one violated constraint", "all constraints violated"];
  const taken = await processTurns(new URL("in-process-sample.ts", import.meta.url), contenders, 150);
  return compared(taken, "refused", TIME, "this package", {
    "one violated constraint": { goal: 1 },
    "all constraints violated": { goal: 1 },
  });
}
