import type { LeaseBatch, LeaseRequest } from "./lease-batch.js";
import type { AddLeaseOutcome } from "./license-storage.js";

/** Stores a batch in one transaction and answers the outcome of each of it, in its order. */
export type CommitBatch = (batch: LeaseBatch) => Promise<readonly AddLeaseOutcome[]>;

export interface LeaseQueueOptions {
  /** The most leases in a transaction. */
  readonly maximumBatch: number;
  /** The most transactions at the same time. */
  readonly maximumCommits: number;
  /** How many leases are worth a transaction, even where more are about to come. */
  readonly sufficientBatch: number;
  /** How long a lease waits for others that are about to come, at most, in milliseconds. */
  readonly maximumWaitMs: number;
  /** Whether an error is about one lease of a batch, so that the others can be stored without it. */
  readonly isAboutOne: (error: unknown) => boolean;
}

/**
 * Adds leases in batches: those that come while others are being stored, or together, share a transaction, and so the
 * wait for the disk and what a transaction costs by itself. Each is still decided and answered by itself.
 *
 * Where others are about to come, a transaction waits until no more are missing than are there, so that some are stored
 * while others are still on their way and nobody has nothing to do. Who is alone never waits.
 */
export class LeaseQueue {
  readonly #commit: CommitBatch;
  readonly #options: LeaseQueueOptions;
  #waiting: WaitingLease[] = [];
  #commits = 0;
  #isScheduled = false;
  /** Ends the waiting for others. */
  #waitEnds: NodeJS.Timeout | undefined;

  constructor(commit: CommitBatch, options: LeaseQueueOptions) {
    this.#commit = commit;
    this.#options = options;
  }

  /**
   * Fulfilled once the lease is stored durably, or will not be.
   *
   * @param expected how many others are about to be added
   */
  add(request: LeaseRequest, expected = 0): Promise<AddLeaseOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      if (this.#waiting.length >= Math.min(expected, this.#options.sufficientBatch)) this.#schedule();
      else this.#waitEnds ??= setTimeout(() => this.#schedule(), this.#options.maximumWaitMs);
    });
  }

  /** What else is ready in this turn of the event loop comes into the same batch. */
  #schedule(): void {
    if (this.#isScheduled || this.#commits >= this.#options.maximumCommits) return;
    this.#isScheduled = true;
    clearTimeout(this.#waitEnds);
    this.#waitEnds = undefined;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#commitNext();
    });
  }

  async #commitNext(): Promise<void> {
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    this.#commits += 1;
    if (this.#waiting.length > 0) this.#schedule();
    await this.#settle(batch);
    this.#commits -= 1;
    if (this.#waiting.length > 0) this.#schedule();
  }

  /** The first ones that were issued at the same moment. */
  #takeBatch(): readonly WaitingLease[] {
    const moment = this.#waiting[0]?.request.lease.issuedAt;
    const end = this.#waiting.findIndex(({ request }) => request.lease.issuedAt !== moment);
    const length = Math.min(end === -1 ? this.#waiting.length : end, this.#options.maximumBatch);
    const batch = this.#waiting.slice(0, length);
    this.#waiting = this.#waiting.slice(length);
    return batch;
  }

  async #settle(batch: readonly WaitingLease[]): Promise<void> {
    try {
      const outcomes = await this.#commit(batch.map(({ request }) => request) as unknown as LeaseBatch);
      for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as AddLeaseOutcome);
    } catch (error) {
      if (batch.length > 1 && this.#options.isAboutOne(error)) {
        for (const waiting of batch) await this.#settle([waiting]);
      } else {
        for (const { reject } of batch) reject(error);
      }
    }
  }
}

interface WaitingLease {
  readonly request: LeaseRequest;
  readonly resolve: (outcome: AddLeaseOutcome) => void;
  readonly reject: (error: unknown) => void;
}
