import type { EpochSeconds } from "./date-time.js";

/** How a lease was checked out: for use offline, for use with a connection until it expires, or until it is returned. */
export type LeaseKind = "BORROW" | "PROVISIONAL" | "PERPETUAL";

/** What one checkout took from a license, until it expires or is returned. */
export interface Lease {
  /** The checkout's identity: 32 hexadecimal digits. */
  readonly consumptionToken: string;
  readonly licenseArn: string;
  /** The version of the license whose terms hold for the lease. */
  readonly licenseVersion: number;
  readonly kind: LeaseKind;
  /** The account that checked out. */
  readonly account: string;
  /** The machine that it is for, where it is for one. */
  readonly nodeId?: string;
  readonly issuedAt: EpochSeconds;
  /** From this moment on the lease holds nothing any more. `END_OF_TIME` where there is no such moment. */
  readonly expiration: EpochSeconds;
  /** When it was returned. It holds nothing since. */
  readonly returnedAt?: EpochSeconds;
  readonly holdings: readonly Holding[];
}

/** An amount of an entitlement in a lease. */
export interface Holding {
  /** The entitlement's name. */
  readonly entitlement: string;
  /** A positive whole number in the entitlement's unit; 1 for a feature. */
  readonly amount: number;
}

/** A holding that may be taken as long as all amounts in use, this one included, stay within a limit. */
export interface LimitedHolding extends Holding {
  readonly maximumInUse: number;
}

/** How much of entitlements is in use, by name. What is not in use may be absent. */
export type AmountsInUse = ReadonlyMap<string, number>;
