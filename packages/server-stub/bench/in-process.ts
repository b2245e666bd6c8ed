import { compared, type Result, samples } from "./samples.ts";

const TIME = { name: "time", unit: "µs/call", isCost: true };

/** Bytes and headers in, bytes out, against the parsing and the writing alone. */
export async function inProcess(): Promise<readonly Result[]> {
  const taken = await samples("in-process-sample.ts", ["bare", "this package"], 150);
  return compared(taken, "in process", TIME, "bare", { "this package": 0.7 });
}

/** Requests that are refused against one that is served. */
export async function failures(): Promise<readonly Result[]> {
  const contenders = ["this package", "one violated constraint", "all constraints violated"];
  const taken = await samples("in-process-sample.ts", contenders, 150);
  return compared(taken, "refused", TIME, "this package", {
    "one violated constraint": 1,
    "all constraints violated": 1,
  });
}
