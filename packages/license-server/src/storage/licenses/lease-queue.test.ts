import { afterEach, describe, expect, it, vi } from "vitest";
import { ARN, NOON } from "../../../test/licenses.js";
import type { LeaseBatch, LeaseRequest } from "./lease-batch.js";
import { LeaseQueue } from "./lease-queue.js";
import type { AddLeaseOutcome } from "./license-storage.js";

const request = (consumptionToken: string, issuedAt: number = NOON): LeaseRequest => ({
  lease: {
    consumptionToken,
    licenseArn: ARN,
    licenseVersion: 1,
    kind: "BORROW",
    account: "123456789012",
    issuedAt,
    expiration: issuedAt + 60,
    holdings: [],
  },
  answered: {
    account: "123456789012",
    operation: "CheckoutBorrowLicense",
    clientToken: consumptionToken,
    digest: "digest",
    response: "{}",
    answeredAt: issuedAt,
  },
});

const names = (batch: LeaseBatch): string => batch.map(({ lease }) => lease.consumptionToken).join("");
const added: AddLeaseOutcome = { outcome: "added" };

/** A queue whose transactions are noted, and end when the test says so or at once. */
function testQueue(commit: (batch: LeaseBatch) => Promise<unknown> = async () => {}, maximumCommits = 1) {
  const batches: string[] = [];
  const queue = new LeaseQueue(
    async (batch) => {
      batches.push(names(batch));
      await commit(batch);
      return batch.map(() => added);
    },
    {
      maximumBatch: 3,
      maximumCommits,
      sufficientBatch: 3,
      maximumWaitMs: 25,
      isAboutOne: (error) => error instanceof RangeError,
    },
  );
  const add = (tokens: string): Promise<PromiseSettledResult<AddLeaseOutcome>[]> =>
    Promise.allSettled([...tokens].map((token) => queue.add(request(token))));
  return { queue, batches, add };
}

describe("a queue of leases that expects others", () => {
  afterEach(() => vi.useRealTimers());
  const turn = (): Promise<void> => new Promise(setImmediate);

  it("waits for them until no more are missing than are there", async () => {
    const { batches, queue } = testQueue();
    void queue.add(request("a"), 3);
    await turn();
    expect(batches).toEqual([]);
    void queue.add(request("b"), 2);
    await turn();
    expect(batches).toEqual(["ab"]);
  });

  it("waits for no more than are worth a transaction", async () => {
    const { batches, queue } = testQueue();
    for (const [index, token] of ["a", "b", "c"].entries()) void queue.add(request(token), 50 - index);
    await turn();
    expect(batches).toEqual(["abc"]);
  });

  it("waits no longer than it may, and anew with the next one", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { batches, queue } = testQueue();
    for (const token of ["a", "b"]) {
      void queue.add(request(token), 2);
      await vi.advanceTimersByTimeAsync(24);
      await turn();
      expect(batches).not.toContain(token);
      await vi.advanceTimersByTimeAsync(1);
      await turn();
      expect(batches).toContain(token);
    }
  });
});

describe("a queue of leases", () => {
  it("stores what comes together in one transaction, up to a size", async () => {
    const { add, batches } = testQueue();
    await add("abcd");
    expect(batches).toEqual(["abc", "d"]);
  });

  it("stores what comes meanwhile in the next one", async () => {
    let finish = (): void => {};
    const { add, batches } = testQueue(() => new Promise<void>((resolve) => (finish = resolve)));
    const first = add("a");
    await new Promise(setImmediate);
    const second = add("bc");
    await new Promise(setImmediate);
    expect(batches).toEqual(["a"]);
    finish();
    await first;
    await new Promise(setImmediate);
    expect(batches).toEqual(["a", "bc"]);
    finish();
    await second;
  });

  it("starts another transaction beside the first where there may be two", async () => {
    const finish: (() => void)[] = [];
    const { add, batches } = testQueue(() => new Promise<void>((resolve) => finish.push(resolve)), 2);
    const all = [add("a")];
    await new Promise(setImmediate);
    all.push(add("b"));
    await new Promise(setImmediate);
    all.push(add("c"));
    await new Promise(setImmediate);
    expect(batches).toEqual(["a", "b"]);
    for (const end of finish) end();
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    finish.at(-1)?.();
    await Promise.all(all);
    expect(batches).toEqual(["a", "b", "c"]);
  });

  it("keeps what is of another moment for the next transaction", async () => {
    const { batches, queue } = testQueue();
    await Promise.all([queue.add(request("a")), queue.add(request("b", NOON + 1)), queue.add(request("c", NOON + 1))]);
    expect(batches).toEqual(["a", "bc"]);
  });

  it("stores each by itself where one of them spoils the transaction, and only that one fails", async () => {
    const { add, batches } = testQueue(async (batch) => {
      if (names(batch).includes("b")) throw new RangeError("b does not fit");
    });
    const outcomes = await add("abc");
    expect(batches).toEqual(["abc", "a", "b", "c"]);
    expect(outcomes).toEqual([
      { status: "fulfilled", value: added },
      { status: "rejected", reason: new RangeError("b does not fit") },
      { status: "fulfilled", value: added },
    ]);
  });

  it("lets all fail where the failure is about none of them, and goes on", async () => {
    let broken = true;
    const { add, batches } = testQueue(async () => {
      if (broken) throw new Error("disk full");
    });
    const outcomes = await add("abc");
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    broken = false;
    await add("d");
    expect(batches).toEqual(["abc", "d"]);
  });
});
