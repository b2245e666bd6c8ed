import type { Generated } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { LeaseKind } from "../../domain/lease.js";

/**
 * The tables of the present schema, as queries see them; `migrations/` makes them. Both dialects have the same ones.
 * Moments are whole seconds since 1970-01-01T00:00:00Z. Columns of JSON are read and written as text.
 */
export interface Tables {
  readonly license: LicenseTable;
  readonly license_version: LicenseVersionTable;
  readonly lease: LeaseTable;
  readonly holding: HoldingTable;
  readonly expiring_amount: ExpiringAmountTable;
  readonly amount_in_use: AmountInUseTable;
  readonly answered_request: AnsweredRequestTable;
  readonly secret: SecretTable;
  readonly access_key: AccessKeyTable;
  readonly audit_event: AuditEventTable;
  readonly signing_key: SigningKeyTable;
  readonly audit_seal: AuditSealTable;
}

export interface LicenseTable {
  readonly arn: string;
  readonly account: string;
  readonly created_at: EpochSeconds;
  readonly latest_version: number;
  // Members of the latest version's terms, by which licenses are listed.
  readonly status: string;
  readonly product_sku: string;
  readonly beneficiary: string;
  readonly issuer_name: string;
  readonly validity_begin: EpochSeconds;
  readonly validity_end: EpochSeconds | null;
  /** When the license's deletion was asked for, and when it is complete. */
  readonly deletion_requested_at: EpochSeconds | null;
  readonly deletion_date: EpochSeconds | null;
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
  readonly kind: LeaseKind;
  readonly node_id: string | null;
  readonly issued_at: EpochSeconds;
  readonly expiration: EpochSeconds;
  readonly returned_at: EpochSeconds | null;
}

/** What a lease holds. */
export interface HoldingTable {
  readonly consumption_token: string;
  /** From 0 on, in the order of the request. */
  readonly position: number;
  readonly entitlement: string;
  readonly amount: number;
}

/** How much of an entitlement expires at a moment: what leases hold that were not returned. */
export interface ExpiringAmountTable {
  readonly license_arn: string;
  readonly entitlement: string;
  readonly expiration: EpochSeconds;
  readonly amount: number;
}

/** How much of an entitlement was in use at the moment of the last change: what expires after it. */
export interface AmountInUseTable {
  readonly license_arn: string;
  readonly entitlement: string;
  readonly amount: number;
  readonly as_of: EpochSeconds;
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

/** A change that was made. Rows are added, and never altered. */
export interface AuditEventTable {
  readonly id: Generated<number>;
  readonly at: EpochSeconds;
  readonly account: string;
  readonly access_key_id: string | null;
  readonly os_user: string | null;
  readonly request_id: string | null;
  readonly operation: string;
  readonly license_arn: string | null;
  readonly lease: string | null;
  readonly key_id: string | null;
  readonly outcome: string;
  /** As JSON. */
  readonly details: string | null;
}

/** A seal over the events after the seal before it. Rows are added, and never altered. */
export interface AuditSealTable {
  /** From 1 on, without a gap. */
  readonly number: number;
  readonly last_event: number;
  /** How many events it is over. */
  readonly events: number;
  readonly sealed_at: EpochSeconds;
  /** HMAC-SHA-256 in hexadecimal. */
  readonly mac: string;
}

/** Something that the processes of one server share and nobody else knows. */
export interface SecretTable {
  readonly name: string;
  /** Base64. */
  readonly value: string;
}

/** What signs tokens. Keys of one name follow one another. */
export interface SigningKeyTable {
  /** The `kid` of its tokens. */
  readonly id: string;
  readonly name: string;
  /** From 1 on, without a gap, for each name. */
  readonly version: number;
  readonly account: string | null;
  readonly issuer_name: string | null;
  /** The public key as JWK, as JSON. */
  readonly public_jwk: string;
  readonly sealed_private_key: string | null;
  readonly kms_key_id: string | null;
  readonly created_at: EpochSeconds;
  readonly signs_from: EpochSeconds;
  readonly retired_at: EpochSeconds | null;
  readonly withdrawn_at: EpochSeconds | null;
  /** No token that it signed is valid from then on. */
  readonly tokens_until: EpochSeconds;
}
