import type { Kysely } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { Lease } from "../../domain/lease.js";
import type { Tables } from "../database/tables.js";

export async function findLease(query: Kysely<Tables>, consumptionToken: string): Promise<Lease | undefined> {
  const row = await query
    .selectFrom("lease")
    .selectAll()
    .where("consumption_token", "=", consumptionToken)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const holdings = await query
    .selectFrom("holding")
    .select(["entitlement", "amount"])
    .where("consumption_token", "=", consumptionToken)
    .orderBy("position")
    .execute();
  return {
    consumptionToken,
    licenseArn: row.license_arn,
    licenseVersion: row.license_version,
    kind: row.kind,
    account: row.account,
    ...(row.node_id === null ? {} : { nodeId: row.node_id }),
    issuedAt: row.issued_at,
    expiration: row.expiration,
    ...(row.returned_at === null ? {} : { returnedAt: row.returned_at }),
    holdings,
  };
}

/** The licenses of the latest leases. Their tokens, and so their rows, are in the order of time. */
export async function recentlyCheckedOut(query: Kysely<Tables>, checkouts: number): Promise<readonly string[]> {
  const rows = await query
    .selectFrom("lease")
    .select("license_arn")
    .orderBy("consumption_token", "desc")
    .limit(checkouts)
    .execute();
  return [...new Set(rows.map(({ license_arn: arn }) => arn))];
}

export async function setReturned(query: Kysely<Tables>, consumptionToken: string, at: EpochSeconds): Promise<void> {
  await query.updateTable("lease").set({ returned_at: at }).where("consumption_token", "=", consumptionToken).execute();
}

export async function setExpiration(
  query: Kysely<Tables>,
  consumptionToken: string,
  expiration: EpochSeconds,
): Promise<void> {
  await query.updateTable("lease").set({ expiration }).where("consumption_token", "=", consumptionToken).execute();
}

/** When the last of a license's leases expires that are active and not `PERPETUAL`. */
export async function lastExpiration(
  query: Kysely<Tables>,
  licenseArn: string,
  at: EpochSeconds,
): Promise<EpochSeconds | undefined> {
  const row = await query
    .selectFrom("lease")
    .select("expiration")
    .where("license_arn", "=", licenseArn)
    .where("returned_at", "is", null)
    .where("expiration", ">", at)
    .where("kind", "<>", "PERPETUAL")
    .orderBy("expiration", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.expiration;
}
