import type { EpochSeconds } from "../../domain/date-time.js";

/**
 * The tables of the present schema, as queries see them; `migrations/` makes them. Both dialects have the same ones.
 * Moments are whole seconds since 1970-01-01T00:00:00Z. Columns of JSON are read and written as text.
 */
export interface Tables {
  readonly license: LicenseTable;
  readonly license_version: LicenseVersionTable;
  readonly lease: LeaseTable;
  readonly holding: HoldingTable;
  readonly answered_request: AnsweredRequestTable;
  readonly access_key: AccessKeyTable;
}

export interface LicenseTable {
  readonly arn: string;
  readonly account: string;
  readonly created_at: EpochSeconds;
}

export interface LicenseVersionTable {
  readonly license_arn: string;
  /** From 1 on, without a gap. */
  readonly version: number;
  /** The version's `LicenseTerms`, as JSON. */
  readonly terms: string;
}

export interface LeaseTable {
  readonly consumption_token: string;
  readonly license_arn: string;
  readonly license_version: number;
  readonly account: string;
  readonly node_id: string | null;
  readonly issued_at: EpochSeconds;
  readonly expiration: EpochSeconds;
  readonly returned_at: EpochSeconds | null;
}

/** What a lease holds. Its license, expiration and return are repeated here, so that one index answers what is in use. */
export interface HoldingTable {
  readonly consumption_token: string;
  readonly position: number;
  readonly license_arn: string;
  readonly entitlement: string;
  readonly amount: number;
  readonly expiration: EpochSeconds;
  readonly returned_at: EpochSeconds | null;
}

export interface AnsweredRequestTable {
  readonly account: string;
  readonly operation: string;
  readonly client_token: string;
  readonly digest: string;
  readonly response: string;
  readonly answered_at: EpochSeconds;
}

export interface AccessKeyTable {
  readonly id: string;
  readonly account: string;
  readonly description: string;
  readonly sealed_secret: string;
  /** The key's `Policy`, as JSON. */
  readonly policy: string;
  readonly session_token_digest: string | null;
  readonly created_at: EpochSeconds;
  readonly expiration: EpochSeconds | null;
  readonly disabled_at: EpochSeconds | null;
}
