import type { ConsumptionConfiguration, Entitlement, LicenseStatus, Metadata } from "@borrow-license/server-stub";
import type { EpochSeconds } from "./date-time.js";

/** One version of a license. A version never changes. It is plain JSON, as which storages keep it. */
export interface License {
  readonly arn: string;
  /** The issuer's account: 12 digits. */
  readonly account: string;
  /** When the license's first version was created. */
  readonly createdAt: EpochSeconds;
  /** From 1 on, without a gap. */
  readonly version: number;
  readonly terms: LicenseTerms;
  /** In the version that the license's deletion made, which is its last one. */
  readonly deletion?: LicenseDeletion;
}

/** The deletion of a license: nothing can be checked out any more. */
export interface LicenseDeletion {
  readonly requestedAt: EpochSeconds;
  /** When the last lease that was active then has expired. The license is pending deletion before. */
  readonly date: EpochSeconds;
}

/** A status that an issuer can give a license. */
export type IssuedStatus = Exclude<LicenseStatus, "DELETED" | "PENDING_DELETE">;

/** What the issuer set down in one version of a license. */
export interface LicenseTerms {
  /** What the issuer made of it. Whether the license is within its validity is another question: see `statusAt`. */
  readonly status: IssuedStatus;
  readonly licenseName: string;
  readonly productName: string;
  readonly productSku: string;
  readonly issuer: LicenseIssuer;
  readonly homeRegion: string;
  readonly validity: Validity;
  readonly beneficiary: string;
  /** Each name once. */
  readonly entitlements: readonly Entitlement[];
  readonly consumptionConfiguration: ConsumptionConfiguration;
  readonly metadata?: readonly Metadata[];
}

/** Who issues a license. */
export interface LicenseIssuer {
  readonly name: string;
  /** The `kid` of the key that signs the license's tokens. The server's own key when absent. */
  readonly signKey?: string;
}

/** From `begin` on and before `end`; open when there is no end. */
export interface Validity {
  readonly begin: EpochSeconds;
  readonly end?: EpochSeconds;
}

/** Whether an entitlement is a feature, which a lease has or does not have, and not an amount. */
export function isFeature({ Unit }: Pick<Entitlement, "Unit">): boolean {
  return Unit === "None";
}
