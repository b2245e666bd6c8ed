import type { EpochSeconds } from "../../domain/date-time.js";
import type { AmountsInUse, Lease, LimitedHolding } from "../../domain/lease.js";
import type { License } from "../../domain/license.js";

/** What makes a request idempotent: the same client token, of the same account, for the same operation. */
export interface RequestKey {
  readonly account: string;
  /** The operation's name, such as `CheckoutBorrowLicense`. */
  readonly operation: string;
  readonly clientToken: string;
}

/** A request that had an effect, and the answer to give whenever it is repeated. */
export interface AnsweredRequest extends RequestKey {
  /** Tells the request's body from others: SHA-256 in hexadecimal. */
  readonly digest: string;
  /** The response's members, as JSON. */
  readonly response: string;
  readonly answeredAt: EpochSeconds;
}

/** A lease to be added, under the conditions of its holdings. */
export interface NewLease extends Lease {
  readonly holdings: readonly LimitedHolding[];
}

/** All that a checkout looks at, at one moment. */
export interface CheckoutSnapshot {
  /** The answer to the same request, where it had its effect before. */
  readonly answered: AnsweredRequest | undefined;
  /** The license in its latest version. */
  readonly license: License | undefined;
  readonly inUse: AmountsInUse;
}

/** How adding something ended. */
export type AddOutcome =
  /** It is stored, durably, together with the answered request. */
  | { readonly outcome: "added" }
  /** The same request had its effect before. Nothing was stored. */
  | { readonly outcome: "answered"; readonly answered: AnsweredRequest };

/** How adding a lease ended. */
export type AddLeaseOutcome =
  | AddOutcome
  /** The license has no such version any more as its latest. Nothing was stored. */
  | { readonly outcome: "superseded" }
  /** A holding would exceed its limit, because of what is in use by now. Nothing was stored. */
  | { readonly outcome: "exceeded"; readonly inUse: AmountsInUse };

/**
 * Where licenses, leases and answered requests are kept.
 *
 * It knows no rules of licenses. Each method is one transaction: it happens as a whole or, when the promise is
 * rejected, not at all, and what it stored survives a crash of the machine from the moment the promise is fulfilled.
 * Several processes may use one storage.
 *
 * An amount is in use while it belongs to a lease that was not returned and that expires after the moment in question.
 */
export interface LicenseStorage {
  /** Answers the license in the given version, or in the latest one. */
  findLicense(arn: string, version?: number): Promise<License | undefined>;

  /** Answers the request with this key, where it had its effect before. */
  findAnsweredRequest(request: RequestKey): Promise<AnsweredRequest | undefined>;

  /** Adds a license with the request that made it, unless that was answered before. */
  addLicense(license: License, answered: AnsweredRequest): Promise<AddOutcome>;

  /** How much of the named entitlements of a license is in use. */
  amountsInUse(licenseArn: string, entitlements: readonly string[], at: EpochSeconds): Promise<AmountsInUse>;

  /** All that a checkout looks at, as it stood at one moment, so that no other checkout lies between its parts. */
  readForCheckout(
    request: RequestKey,
    licenseArn: string,
    entitlements: readonly string[],
    at: EpochSeconds,
  ): Promise<CheckoutSnapshot>;

  /**
   * Adds a lease with the request that made it, unless that was answered before, the lease's version of the license is
   * not the latest, or one of the lease's holdings would exceed its limit, counting what is in use at the moment the
   * lease is issued.
   */
  addLease(lease: NewLease, answered: AnsweredRequest): Promise<AddLeaseOutcome>;

  /** Answers a checkout's lease, also one that was returned or has expired. */
  findLease(consumptionToken: string): Promise<Lease | undefined>;

  /** Marks a lease as returned, once: a lease that was returned before stays as it is. */
  returnLease(consumptionToken: string, at: EpochSeconds): Promise<void>;

  /** Sets when a lease expires, unless it was returned or has expired at the moment. Answers whether it did. */
  extendLease(consumptionToken: string, expiration: EpochSeconds, at: EpochSeconds): Promise<boolean>;

  /** Ends the use of the storage. */
  close(): Promise<void>;
}
