// Checkouts over loopback HTTP, each signed and durable, against raw signatures: processor time, throughput, latencies.

import { startChild } from "@borrow-license/bench/child";
import { rotated } from "@borrow-license/bench/process-turns";
import type { Result } from "@borrow-license/bench/report";
import { median, quantile } from "@borrow-license/bench/statistics";
import { checkouts } from "./checkouts.ts";
import { type BenchServer, startServer } from "./license-server.ts";
import { type BenchPostgres, startPostgres } from "./postgres.ts";
import { rounded } from "./rounds.ts";

const ROUNDS = 9;
/** After 15,000 V8 was still compiling some of what is used. */
const WARM_UP_CHECKOUTS = 18_000;

interface Size {
  readonly modulusLength: 2048 | 3072;
  /** About half a second of work. */
  readonly checkouts: number;
  /** The most processor time of the server, in raw signatures. */
  readonly cpuLimit: number;
  readonly throughputGoal?: number;
}

const SIZES: readonly Size[] = [
  { modulusLength: 3072, checkouts: 1_200, cpuLimit: 1.15, throughputGoal: 0.85 },
  { modulusLength: 2048, checkouts: 2_400, cpuLimit: 1.6 },
];

/** p99 in medians. */
const LATENCY_LIMIT = 8;

interface Sample {
  /** Of the server for a checkout, or of a raw signature, in microseconds. */
  readonly cpu: number;
  /** A second. */
  readonly throughput: number;
  readonly databaseCpu?: number;
  readonly latencies?: Float64Array;
}

interface Contender {
  readonly name: string;
  readonly sample: () => Promise<Sample>;
  readonly stop: () => Promise<void>;
}

/** Signed and durable checkouts on both databases, with both sizes of keys. */
export async function checkout(): Promise<readonly Result[]> {
  const postgres = await startPostgres();
  try {
    const results: Result[] = [];
    for (const size of SIZES) results.push(...(await compareOfSize(size, postgres)));
    return results;
  } finally {
    await postgres.remove();
  }
}

async function compareOfSize(size: Size, postgres: BenchPostgres): Promise<readonly Result[]> {
  const contenders = [
    await rawSigning(size),
    await serverContender("SQLite", size, {}),
    await serverContender("PostgreSQL", size, { database: await postgres.createDatabase() }, postgres),
  ];
  try {
    const rounds: Sample[][] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const samples: Sample[] = [];
      for (const [index, { sample }] of rotated([...contenders.entries()], round)) samples[index] = await sample();
      rounds.push(samples);
    }
    return contenders.flatMap(({ name }, index) => resultsOf(name, size, rounds, index));
  } finally {
    for (const { stop } of contenders) await stop();
  }
}

async function rawSigning({ checkouts: count, modulusLength }: Size): Promise<Contender> {
  const { child } = await startChild(new URL("raw-signing.ts", import.meta.url), [
    String(modulusLength),
    String(count),
  ]);
  return { name: "raw signing", sample: () => child.ask("sample") as Promise<Sample>, stop: () => child.end() };
}

async function serverContender(
  name: string,
  { checkouts: count, modulusLength }: Size,
  database: { readonly database?: string },
  postgres?: BenchPostgres,
): Promise<Contender> {
  const server = await startServer({ modulusLength, ...database });
  const arns = await server.createLicenses(10);
  for (let done = 0; done < WARM_UP_CHECKOUTS; done += count) await sampleOf(server, arns, count, postgres);
  return { name, sample: () => sampleOf(server, arns, count, postgres), stop: () => server.stop() };
}

async function sampleOf(
  { caller, connections, usage }: BenchServer,
  arns: readonly string[],
  count: number,
  postgres: BenchPostgres | undefined,
): Promise<Sample> {
  const requests = checkouts(caller, arns, count);
  const databaseBefore = postgres?.cpu() ?? 0;
  const before = await usage();
  const { latencies, milliseconds } = await connections.load(requests);
  const after = await usage();
  return {
    cpu: (after.cpu - before.cpu) / count,
    throughput: (count * 1000) / milliseconds,
    latencies,
    ...(postgres === undefined ? {} : { databaseCpu: (postgres.cpu() - databaseBefore) / count }),
  };
}

function resultsOf(name: string, size: Size, rounds: readonly Sample[][], index: number): readonly Result[] {
  const { cpuLimit, modulusLength, throughputGoal } = size;
  const baseline = `raw signing, RSA ${modulusLength}`;
  const title = `RSA ${modulusLength}, ${name}`;
  const compared = (what: string, unit: string, value: (sample: Sample) => number, of = value): Result => ({
    name: `${title}: ${what}`,
    value: Number(median(rounds.map((samples) => value(samples[index] as Sample))).toPrecision(4)),
    unit,
    baseline,
    ratio: rounded(median(rounds.map((samples) => value(samples[index] as Sample) / of(samples[0] as Sample)))),
  });
  const cpu = compared("the server's cpu", "µs/checkout", (sample) => sample.cpu);
  const throughput = compared("throughput", "checkouts/s", (sample) => sample.throughput);
  if (index === 0)
    return [
      { ...cpu, name: `${title}: cpu`, unit: "µs/signature" },
      { ...throughput, unit: "signatures/s" },
    ];
  const isSqlite = name === "SQLite";
  return [
    { ...cpu, limit: cpuLimit },
    ...(isSqlite
      ? []
      : [
          compared(
            "the database's cpu",
            "µs/checkout",
            ({ databaseCpu = 0 }) => databaseCpu,
            ({ cpu }) => cpu,
          ),
        ]),
    isSqlite && throughputGoal !== undefined ? { ...throughput, goal: throughputGoal } : throughput,
    latency(
      title,
      rounds.map((samples) => (samples[index] as Sample).latencies as Float64Array),
    ),
  ];
}

function latency(title: string, rounds: readonly Float64Array[]): Result {
  return {
    name: `${title}: 99 of 100 answered within`,
    value: rounded(median(rounds.map((latencies) => quantile(latencies, 0.99)))),
    unit: "ms",
    baseline: "the median",
    ratio: rounded(median(rounds.map((latencies) => quantile(latencies, 0.99) / quantile(latencies, 0.5)))),
    limit: LATENCY_LIMIT,
  };
}
