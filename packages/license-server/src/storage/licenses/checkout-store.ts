import type { EpochSeconds } from "../../domain/date-time.js";
import type { LeaseBatch } from "./lease-batch.js";
import type { AddLeaseOutcome, CheckoutSnapshot, RequestKey } from "./license-storage.js";

/** The part of a storage that every checkout needs, in the words of its dialect: it has to be fast. */
export interface CheckoutStore {
  /** All that a checkout looks at, at one moment. */
  readForCheckout(
    request: RequestKey,
    licenseArn: string,
    entitlements: readonly string[],
    at: EpochSeconds,
  ): Promise<CheckoutSnapshot>;

  /** Adds the leases of a batch in one transaction, each on its own conditions. */
  addLeases(batch: LeaseBatch): Promise<readonly AddLeaseOutcome[]>;

  /** Whether an error is about one lease of a batch, so that the others can be stored without it. */
  isAboutOne(error: unknown): boolean;
}
