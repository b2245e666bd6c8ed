// Starts license servers for a benchmark, and says what they use.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "@borrow-license/bench/child";
import { addManyLeases } from "../test/many-leases.ts";
import { openStorage } from "./built-package.ts";
import { type Caller, requestSigner } from "./checkouts.ts";
import { Connections } from "./connections.ts";
import { goesWithBenchmark } from "./left-over.ts";

/** How a server is run. */
export interface ServerSettings {
  readonly dataFolder: string;
  /** A `postgres://` URL in place of SQLite in the data folder. */
  readonly database?: string;
  readonly logFile: string;
  /** What servers on one database share. */
  readonly encryptionKey?: string;
  /** The signing key's size in bits. */
  readonly modulusLength: number;
  /** Whether tokens are signed as they are asked for, or were signed beforehand. */
  readonly signing: "each" | "beforehand";
}

/** What a server's process has used since it started. */
export interface Usage {
  /** Processor time of all its threads, in microseconds. */
  readonly cpu: number;
  /** Memory, in bytes. */
  readonly rss: number;
}

/** A server that a benchmark has started. */
export interface BenchServer {
  readonly caller: Caller;
  readonly connections: Connections;
  /** The file of its SQLite database, where that is what it uses. */
  readonly databaseFile: string;
  usage(): Promise<Usage>;
  /** Makes licenses that can be borrowed without end, and answers their ARNs. */
  createLicenses(count: number, seats?: number): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export type ServerChoice = Partial<Omit<ServerSettings, "dataFolder" | "logFile">> & {
  /** A key of another server on the same database. */
  readonly key?: Caller;
};

/** How many clients call at the same time. */
const CONNECTIONS = 64;

/** A new folder among those of temporary files, which have to be on a disk. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "borrow-license-bench-"));
  goesWithBenchmark(folder);
  return folder;
}

/** Starts a server with a new data folder. */
export async function startServer(choice: ServerChoice = {}): Promise<BenchServer> {
  const folder = temporaryFolder();
  const { key, ...chosen } = choice;
  const settings: ServerSettings = {
    dataFolder: join(folder, "data"),
    logFile: join(folder, "log.jsonl"),
    modulusLength: 3072,
    signing: "each",
    ...chosen,
  };
  const { child, first } = await startChild(new URL("server-process.ts", import.meta.url), [JSON.stringify(settings)]);
  const { administratorKey, port } = first as { readonly port: number; readonly administratorKey?: Caller };
  const caller = { ...(administratorKey ?? (key as Caller)), port };
  const connections = await Connections.open(port, CONNECTIONS);
  return {
    caller,
    connections,
    databaseFile: join(settings.dataFolder, "licenses.sqlite"),
    usage: () => child.ask("usage") as Promise<Usage>,
    createLicenses: (count, seats = 0) => createLicenses(caller, count, seats),
    async stop() {
      connections.close();
      await child.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param seats how many there are of each license, 0 for any number */
export async function createLicenses(caller: Caller, count: number, seats = 0): Promise<readonly string[]> {
  const sign = requestSigner(caller);
  const connections = await Connections.open(caller.port, 1);
  const arns: string[] = [];
  for (let license = 0; license < count; license += 1) {
    const body = {
      LicenseName: "Studio for Example Ltd.",
      ProductName: "Studio",
      ProductSKU: "studio-2026",
      Issuer: { Name: "Example Software" },
      HomeRegion: "us-east-1",
      Validity: { Begin: "2020-01-01T00:00:00Z" },
      Entitlements: [
        { Name: "seats", Unit: "Count", MaxCount: seats },
        { Name: "export", Unit: "None" },
      ],
      Beneficiary: "Example Ltd.",
      ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 480 } },
      ClientToken: randomUUID(),
    };
    const answer = await connections.ask(sign("CreateLicense", JSON.stringify(body)));
    const { LicenseArn } = JSON.parse(answer) as { readonly LicenseArn?: string };
    if (LicenseArn === undefined) throw new Error(`The server answered: ${answer}`);
    arns.push(LicenseArn);
  }
  connections.close();
  return arns;
}

/** Enters leases of one license into a store, without checkouts. */
export async function addLeases(database: string, arn: string, count: number): Promise<void> {
  const storage = await openStorage({ database });
  try {
    await addManyLeases(storage.database, arn, count);
  } finally {
    await storage.close();
  }
}
