import { afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { NOON } from "../../../test/licenses.js";
import { openStorage, type Storage } from "../open-storage.js";
import { recordChange } from "./database-audit-log.js";
import { type Sealing, startSealing } from "./start-sealing.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

const event = { at: NOON, account: "123456789012", operation: "CreateLicense", outcome: "created" } as const;

interface Sealed {
  readonly storage: Storage;
  readonly sealing: Sealing;
  /** How many events each seal is over. */
  readonly made: readonly number[];
  /** Fulfilled with the first seal. */
  readonly first: Promise<void>;
  readonly failures: readonly unknown[];
}

/** A log with one event that is sealed every minute. */
async function sealed(): Promise<Sealed> {
  const storage = await openStorage({ database: ":memory:" });
  onTestFinished(() => storage.close());
  await storage.database.write((transaction) => recordChange(transaction, event));
  const made: number[] = [];
  const failures: unknown[] = [];
  let madeFirst = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    madeFirst = resolve;
  });
  const sealing = startSealing(storage.database, new Uint8Array(32), {
    clock: () => new Date(NOON * 1000),
    intervalMs: 60_000,
    onSeal({ events }) {
      made.push(events);
      madeFirst();
    },
    onFailure: (error) => failures.push(error),
  });
  return { storage, sealing, made, first, failures };
}

it("an audit log is sealed after each interval, and once more in the end", async () => {
  const { first, made, sealing, storage } = await sealed();
  vi.advanceTimersByTime(60_000);
  await first;
  expect(made).toEqual([1]);
  for (let count = 0; count < 2; count += 1) {
    await storage.database.write((transaction) => recordChange(transaction, event));
  }
  await sealing.stop();
  expect(made).toEqual([1, 2]);
});

it("a failure to seal an audit log is told, and stops nothing", async () => {
  const { failures, sealing, storage } = await sealed();
  await storage.close();
  await sealing.stop();
  expect(failures).toHaveLength(1);
});
