import type { Kysely } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { AmountsInUse, Lease } from "../../domain/lease.js";
import type { License, LicenseTerms } from "../../domain/license.js";
import type { Tables } from "../database/tables.js";
import type { AnsweredRequest, NewLease, RequestKey } from "./license-storage.js";

// Each function is one statement or a few that belong together, in a transaction where its caller has one.

export async function findLicense(query: Kysely<Tables>, arn: string, version?: number): Promise<License | undefined> {
  const row = await query
    .selectFrom("license")
    .innerJoin("license_version", "license_version.license_arn", "license.arn")
    .select([
      "license.arn",
      "license.account",
      "license.created_at",
      "license_version.version",
      "license_version.terms",
    ])
    .where("license.arn", "=", arn)
    .$if(version !== undefined, (select) => select.where("license_version.version", "=", version ?? 0))
    .orderBy("license_version.version", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { account, created_at: createdAt, terms } = row;
  return { arn, account, createdAt, version: row.version, terms: JSON.parse(terms) as LicenseTerms };
}

export async function insertLicense(
  query: Kysely<Tables>,
  { account, arn, createdAt, terms, version }: License,
): Promise<void> {
  await query.insertInto("license").values({ arn, account, created_at: createdAt }).execute();
  await query
    .insertInto("license_version")
    .values({ license_arn: arn, version, terms: JSON.stringify(terms) })
    .execute();
}

export async function amountsInUse(
  query: Kysely<Tables>,
  licenseArn: string,
  entitlements: readonly string[],
  at: EpochSeconds,
): Promise<AmountsInUse> {
  if (entitlements.length === 0) return new Map();
  const rows = await query
    .selectFrom("holding")
    .select(({ fn }) => ["entitlement", fn.sum<number>("amount").as("amount")])
    .where("license_arn", "=", licenseArn)
    .where("entitlement", "in", entitlements)
    .where("returned_at", "is", null)
    .where("expiration", ">", at)
    .groupBy("entitlement")
    .execute();
  const amounts = new Map(rows.map(({ amount, entitlement }) => [entitlement, amount]));
  return new Map(entitlements.map((entitlement) => [entitlement, amounts.get(entitlement) ?? 0]));
}

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
    account: row.account,
    ...(row.node_id === null ? {} : { nodeId: row.node_id }),
    issuedAt: row.issued_at,
    expiration: row.expiration,
    ...(row.returned_at === null ? {} : { returnedAt: row.returned_at }),
    holdings,
  };
}

export async function insertLease(query: Kysely<Tables>, lease: NewLease): Promise<void> {
  const { consumptionToken, expiration, licenseArn } = lease;
  await query
    .insertInto("lease")
    .values({
      consumption_token: consumptionToken,
      license_arn: licenseArn,
      license_version: lease.licenseVersion,
      account: lease.account,
      node_id: lease.nodeId ?? null,
      issued_at: lease.issuedAt,
      expiration,
      returned_at: null,
    })
    .execute();
  const holdings = lease.holdings.map(({ amount, entitlement }, position) => ({
    consumption_token: consumptionToken,
    position,
    license_arn: licenseArn,
    entitlement,
    amount,
    expiration,
    returned_at: null,
  }));
  if (holdings.length > 0) await query.insertInto("holding").values(holdings).execute();
}

export async function markReturned(query: Kysely<Tables>, consumptionToken: string, at: EpochSeconds): Promise<void> {
  for (const table of ["lease", "holding"] as const) {
    await query
      .updateTable(table)
      .set({ returned_at: at })
      .where("consumption_token", "=", consumptionToken)
      .where("returned_at", "is", null)
      .execute();
  }
}

export async function findAnsweredRequest(
  query: Kysely<Tables>,
  { account, clientToken, operation }: RequestKey,
): Promise<AnsweredRequest | undefined> {
  const row = await query
    .selectFrom("answered_request")
    .select(["digest", "response", "answered_at"])
    .where("account", "=", account)
    .where("operation", "=", operation)
    .where("client_token", "=", clientToken)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { answered_at: answeredAt, digest, response } = row;
  return { account, operation, clientToken, digest, response, answeredAt };
}

/** Stores the answer to a request, unless there is one. Answers whether it was stored. */
export async function insertAnsweredRequest(query: Kysely<Tables>, request: AnsweredRequest): Promise<boolean> {
  const { account, answeredAt, clientToken, digest, operation, response } = request;
  const { numInsertedOrUpdatedRows = 0n } = await query
    .insertInto("answered_request")
    .values({ account, operation, client_token: clientToken, digest, response, answered_at: answeredAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}
