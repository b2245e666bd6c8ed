import type { LicenseStatus } from "@borrow-license/server-stub";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { AmountsInUse, Lease, LimitedHolding } from "../../domain/lease.js";
import type { License, LicenseDeletion } from "../../domain/license.js";
import type { ChangeAuthor } from "../audit/audit-event.js";

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

/** The license has another latest version by now, or is deleted. Nothing was stored. */
export interface Superseded {
  readonly outcome: "superseded";
}

/** How adding a license's version ended. */
export type AddVersionOutcome = AddOutcome | Superseded;

/** How the deletion of a license ended. */
export type DeleteOutcome =
  /** The license is deleted, durably, now or since it was before. */
  { readonly outcome: "deleted"; readonly deletion: LicenseDeletion } | Superseded;

/** A longer life for a lease, under the conditions of its holdings. */
export interface LeaseExtension {
  /** The version of the license whose terms allow it. */
  readonly licenseVersion: number;
  /** All that the lease holds. */
  readonly holdings: readonly LimitedHolding[];
  /** The moment of the extension. */
  readonly at: EpochSeconds;
  readonly expiration: EpochSeconds;
}

/** How the extension of a lease ended. */
export type ExtendOutcome =
  /** It is stored, durably. */
  | { readonly outcome: "extended" }
  /** The lease was returned or has expired. Nothing was stored. */
  | { readonly outcome: "ended" }
  /** More than a holding's limit is in use. Nothing was stored. */
  | { readonly outcome: "exceeded"; readonly inUse: AmountsInUse }
  | Superseded;

/** Which licenses to list: those that meet all that is given. */
export interface LicenseQuery {
  readonly account: string;
  readonly arns?: readonly string[];
  readonly productSku?: string;
  /** One of these. */
  readonly beneficiaries?: readonly string[];
  /** Those whose beneficiary can be this account: 12 digits. A few others may be among them. */
  readonly beneficiaryAccount?: string;
  readonly issuerName?: string;
  /** The status at the moment `at`, as `statusAt` has it. Any but `DELETED` when absent. */
  readonly status?: LicenseStatus;
  readonly at: EpochSeconds;
  /** Those whose ARN comes later than this one. */
  readonly after?: string;
  /** How many at most. */
  readonly limit: number;
}

/** How adding a lease ended. */
export type AddLeaseOutcome =
  | AddOutcome
  | Superseded
  /** A holding would exceed its limit, because of what is in use by now. Nothing was stored. */
  | { readonly outcome: "exceeded"; readonly inUse: AmountsInUse };

/**
 * Where licenses, leases and answered requests are kept.
 *
 * It knows no rules of licenses. Each method is one transaction: it happens as a whole or, when the promise is
 * rejected, not at all, and what it stored survives a crash of the machine from the moment the promise is fulfilled.
 * Several processes may use one storage.
 *
 * What makes a change enters it in the audit log in the same transaction, with its author, the last parameter.
 *
 * An amount is in use while it belongs to a lease that was not returned and that expires after the moment in question.
 */
export interface LicenseStorage {
  /** Answers the license in the given version, or in the latest one. */
  findLicense(arn: string, version?: number): Promise<License | undefined>;

  /** Answers the request with this key, where it had its effect before. */
  findAnsweredRequest(request: RequestKey): Promise<AnsweredRequest | undefined>;

  /** Adds a license with the request that made it, unless that was answered before. */
  addLicense(license: License, answered: AnsweredRequest, author?: ChangeAuthor): Promise<AddOutcome>;

  /**
   * Adds a license's next version with the request that made it, unless that was answered before, or the version before
   * it is not the latest one any more.
   */
  addLicenseVersion(license: License, answered: AnsweredRequest, author?: ChangeAuthor): Promise<AddVersionOutcome>;

  /** Answers licenses in their latest versions, in the order of their ARNs. */
  listLicenses(query: LicenseQuery): Promise<readonly License[]>;

  /**
   * Answers versions of a license, the latest one first.
   *
   * @param before only versions before this one
   * @param limit how many at most
   */
  listLicenseVersions(arn: string, before: number | undefined, limit: number): Promise<readonly License[]>;

  /**
   * Deletes a license whose latest version is the given one, which makes its last version. The deletion is complete when all leases that are active
   * at that moment have expired, other than `PERPETUAL` ones.
   */
  deleteLicense(arn: string, version: number, at: EpochSeconds, author?: ChangeAuthor): Promise<DeleteOutcome>;

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
   * not the latest, the license is deleted, or one of the lease's holdings would exceed its limit, counting what is in
   * use at the moment the lease is issued.
   *
   * @param expected how many others are about to be added, for which this one may wait a little
   */
  addLease(
    lease: NewLease,
    answered: AnsweredRequest,
    author?: ChangeAuthor,
    expected?: number,
  ): Promise<AddLeaseOutcome>;

  /**
   * Answers the licenses that the latest checkouts are of, the latest first.
   *
   * @param checkouts how many checkouts to look at
   */
  recentlyCheckedOut(checkouts: number): Promise<readonly string[]>;

  /** Answers a checkout's lease, also one that was returned or has expired. */
  findLease(consumptionToken: string): Promise<Lease | undefined>;

  /** Marks a lease as returned, once: a lease that was returned before stays as it is. */
  returnLease(consumptionToken: string, at: EpochSeconds, author?: ChangeAuthor): Promise<void>;

  /**
   * Sets when a lease expires, unless it was returned or has expired at the moment, the version is not the license's
   * latest, the license is deleted, or more than a holding's limit is in use, the lease itself included.
   */
  extendLease(consumptionToken: string, extension: LeaseExtension, author?: ChangeAuthor): Promise<ExtendOutcome>;

  /**
   * Answers the secret with this name, which all who use the storage share.
   *
   * @param fresh what it becomes where there is none yet
   */
  sharedSecret(name: string, fresh: Uint8Array): Promise<Uint8Array>;

  /** Ends the use of the storage. */
  close(): Promise<void>;
}
