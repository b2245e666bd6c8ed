import type { Kysely } from "kysely";
import type { License, LicenseTerms } from "../../domain/license.js";
import type { Tables } from "../database/tables.js";
import type { AnsweredRequest, RequestKey } from "./license-storage.js";

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

/** Those who take from a license or give back to it take turns. In SQLite all who write do, without this. */
export async function lockLicense(query: Kysely<Tables>, arn: string): Promise<void> {
  await query.selectFrom("license").select("arn").where("arn", "=", arn).forNoKeyUpdate().execute();
}
