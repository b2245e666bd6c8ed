import { compared } from "@borrow-license/bench/comparison";
import { processTurns } from "@borrow-license/bench/process-turns";
import type { Result } from "@borrow-license/bench/report";

/** A server on a loopback port, 16 connections kept alive; the process that calls it shares the machine. */
export async function http(): Promise<readonly Result[]> {
  const taken = await processTurns(
    new URL("http-sample.ts", import.meta.url),
    ["bare node:http", "this package", "fastify with ajv"],
    60,
  );
  const throughput = { name: "throughput", unit: "requests/s", isCost: false };
  const cpu = { name: "cpu", unit: "µs/request", isCost: true };
  const goals = { "this package": { goal: 0.95 } };
  const withChecks = new Map([...taken].filter(([contender]) => contender !== "bare node:http"));
  const ahead = { "this package": { goal: 1 } };
  return [
    ...compared(taken, "http", throughput, "bare node:http", goals),
    ...compared(taken, "http, the server's cpu", cpu, "bare node:http", goals),
    ...compared(withChecks, "http", throughput, "fastify with ajv", ahead),
    ...compared(withChecks, "http, the server's cpu", cpu, "fastify with ajv", ahead),
  ];
}
