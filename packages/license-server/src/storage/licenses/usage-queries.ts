import { type Kysely, type RawBuilder, sql } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { AmountsInUse, Lease } from "../../domain/lease.js";
import type { Tables } from "../database/tables.js";
import { amountAt } from "./counted-amount.js";

/** How much of entitlements is in use at a moment, by name. */
export async function amountsInUse(
  query: Kysely<Tables>,
  licenseArn: string,
  entitlements: readonly string[],
  at: EpochSeconds,
): Promise<AmountsInUse> {
  if (entitlements.length === 0) return new Map();
  const rows = await query
    .selectFrom("amount_in_use as counted")
    .select(["entitlement", "amount", "as_of", movedAmount(at).as("moved")])
    .where("license_arn", "=", licenseArn)
    .where("entitlement", "in", entitlements)
    .execute();
  const amounts = new Map(
    rows.map(({ amount, as_of: asOf, entitlement, moved }) => [entitlement, amountAt({ amount, asOf, moved }, at)]),
  );
  return new Map(entitlements.map((entitlement) => [entitlement, amounts.get(entitlement) ?? 0]));
}

/** What expires between the last change and a moment, whichever is earlier. */
function movedAmount(at: EpochSeconds): RawBuilder<number> {
  const [counted, moment] = [sql.ref("counted.as_of"), sql<EpochSeconds>`CAST(${at} AS BIGINT)`];
  return sql<number>`(
    SELECT coalesce(sum(expiring.amount), 0) FROM expiring_amount AS expiring
    WHERE expiring.license_arn = counted.license_arn AND expiring.entitlement = counted.entitlement
      AND expiring.expiration > CASE WHEN ${counted} < ${moment} THEN ${counted} ELSE ${moment} END
      AND expiring.expiration <= CASE WHEN ${counted} < ${moment} THEN ${moment} ELSE ${counted} END
  )`;
}

/** Takes what a lease holds out of what is in use and out of what expires with it. */
export async function releaseAmounts(query: Kysely<Tables>, lease: Lease): Promise<void> {
  for (const { amount, entitlement } of lease.holdings) {
    await query
      .updateTable("expiring_amount")
      .set(({ eb }) => ({ amount: eb("amount", "-", amount) }))
      .where("license_arn", "=", lease.licenseArn)
      .where("entitlement", "=", entitlement)
      .where("expiration", "=", lease.expiration)
      .execute();
    await countAmount(query, lease, entitlement, -amount);
  }
}

/** Puts what a lease holds to what expires with it and, while it has not expired, to what is in use. */
export async function takeAmounts(query: Kysely<Tables>, lease: Lease): Promise<void> {
  const { expiration, licenseArn } = lease;
  for (const { amount, entitlement } of lease.holdings) {
    await query
      .insertInto("expiring_amount")
      .values({ license_arn: licenseArn, entitlement, expiration, amount })
      .onConflict((conflict) =>
        conflict
          .columns(["license_arn", "entitlement", "expiration"])
          .doUpdateSet(({ eb }) => ({ amount: eb("expiring_amount.amount", "+", amount) })),
      )
      .execute();
    await countAmount(query, lease, entitlement, amount);
  }
}

/** What expired before the last change is not counted since. */
async function countAmount(
  query: Kysely<Tables>,
  { expiration, licenseArn }: Lease,
  entitlement: string,
  difference: number,
): Promise<void> {
  await query
    .updateTable("amount_in_use")
    .set(({ eb }) => ({ amount: eb("amount", "+", difference) }))
    .where("license_arn", "=", licenseArn)
    .where("entitlement", "=", entitlement)
    .where("as_of", "<", expiration)
    .execute();
}
