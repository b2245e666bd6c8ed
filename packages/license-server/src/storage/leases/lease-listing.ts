import type { EpochSeconds } from "../../domain/date-time.js";
import type { Holding, LeaseKind } from "../../domain/lease.js";
import type { Database } from "../database/database.js";

/** A lease for people to look at: who holds what until when. */
export interface ListedLease {
  readonly consumptionToken: string;
  readonly licenseArn: string;
  readonly kind: LeaseKind;
  readonly account: string;
  readonly nodeId: string | undefined;
  readonly issuedAt: EpochSeconds;
  readonly expiration: EpochSeconds;
  readonly holdings: readonly Holding[];
}

export interface LeaseListingOptions {
  /** The moment at which the leases are active. */
  readonly at: EpochSeconds;
  /** The license that they are of. Default: all. */
  readonly licenseArn?: string;
  /** How many at most. */
  readonly limit: number;
}

/** Leases that are neither returned nor expired, those that expire first before the others. */
export async function listLeases(
  { query }: Database,
  { at, licenseArn, limit }: LeaseListingOptions,
): Promise<readonly ListedLease[]> {
  const rows = await query
    .selectFrom("lease")
    .selectAll()
    .where("returned_at", "is", null)
    .where("expiration", ">", at)
    .$if(licenseArn !== undefined, (select) => select.where("license_arn", "=", licenseArn ?? ""))
    .orderBy("expiration")
    .orderBy("consumption_token")
    .limit(limit)
    .execute();
  const leases: ListedLease[] = [];
  for (const row of rows) {
    const holdings = await query
      .selectFrom("holding")
      .select(["entitlement", "amount"])
      .where("consumption_token", "=", row.consumption_token)
      .orderBy("position")
      .execute();
    leases.push({
      consumptionToken: row.consumption_token,
      licenseArn: row.license_arn,
      kind: row.kind,
      account: row.account,
      nodeId: row.node_id ?? undefined,
      issuedAt: row.issued_at,
      expiration: row.expiration,
      holdings,
    });
  }
  return leases;
}
