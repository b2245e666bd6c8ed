import type { LicenseStatus } from "@borrow-license/server-stub";
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { License } from "../../domain/license.js";
import type { Tables } from "../database/tables.js";
import { LICENSE_COLUMNS, licenseOf } from "./license-queries.js";
import type { LicenseQuery } from "./license-storage.js";

/** Licenses in their latest versions, in the order of their ARNs. */
export async function listLicenses(query: Kysely<Tables>, wanted: LicenseQuery): Promise<readonly License[]> {
  const { account, after, arns, at, beneficiaries, beneficiaryAccount, issuerName, limit, productSku, status } = wanted;
  if (arns?.length === 0) return [];
  const rows = await query
    .selectFrom("license")
    .innerJoin("license_version", (join) =>
      join
        .onRef("license_version.license_arn", "=", "license.arn")
        .onRef("license_version.version", "=", "license.latest_version"),
    )
    .select(LICENSE_COLUMNS)
    .where((license) => {
      const conditions: Expression<SqlBool>[] = [license("license.account", "=", account)];
      if (arns !== undefined) conditions.push(license("license.arn", "in", arns));
      if (productSku !== undefined) conditions.push(license("license.product_sku", "=", productSku));
      if (beneficiaries !== undefined) conditions.push(license("license.beneficiary", "in", beneficiaries));
      if (beneficiaryAccount !== undefined) conditions.push(canBeAccount(license, beneficiaryAccount));
      if (issuerName !== undefined) conditions.push(license("license.issuer_name", "=", issuerName));
      conditions.push(status === undefined ? isNotDeleted(license, at) : hasStatus(license, status, at));
      if (after !== undefined) conditions.push(license("license.arn", ">", after));
      return license.and(conditions);
    })
    .orderBy("license.arn")
    .limit(limit)
    .execute();
  return rows.map(licenseOf);
}

/** Versions of a license, the latest one first. */
export async function listLicenseVersions(
  query: Kysely<Tables>,
  arn: string,
  before: number | undefined,
  limit: number,
): Promise<readonly License[]> {
  const rows = await query
    .selectFrom("license")
    .innerJoin("license_version", "license_version.license_arn", "license.arn")
    .select(LICENSE_COLUMNS)
    .where("license.arn", "=", arn)
    .$if(before !== undefined, (select) => select.where("license_version.version", "<", before ?? 0))
    .orderBy("license_version.version", "desc")
    .limit(limit)
    .execute();
  return rows.map(licenseOf);
}

/** The forms of `beneficiaryAccount`, and more. */
function canBeAccount(license: ExpressionBuilder<Tables, "license">, account: string): Expression<SqlBool> {
  return license.or([
    license("license.beneficiary", "like", `${account}%`),
    license("license.beneficiary", "like", `arn:aws%::${account}%`),
  ]);
}

function isNotDeleted(license: ExpressionBuilder<Tables, "license">, at: EpochSeconds): Expression<SqlBool> {
  return license.or([license("license.deletion_date", "is", null), license("license.deletion_date", ">", at)]);
}

/** The rule of `statusAt`, for the database. */
function hasStatus(
  license: ExpressionBuilder<Tables, "license">,
  status: LicenseStatus,
  at: EpochSeconds,
): Expression<SqlBool> {
  if (status === "PENDING_DELETE") return license("license.deletion_date", ">", at);
  if (status === "DELETED") return license("license.deletion_date", "<=", at);
  const issued = license("license.status", "=", status);
  const available = license("license.status", "=", "AVAILABLE");
  const begun = license("license.validity_begin", "<=", at);
  const ended = license("license.validity_end", "<=", at);
  const open = license.or([license("license.validity_end", "is", null), license("license.validity_end", ">", at)]);
  const alive = license("license.deletion_date", "is", null);
  if (status === "AVAILABLE") return license.and([alive, available, begun, open]);
  if (status === "PENDING_AVAILABLE") {
    return license.and([alive, license.or([issued, license.and([available, license.not(begun)])])]);
  }
  if (status === "EXPIRED") return license.and([alive, license.or([issued, license.and([available, begun, ended])])]);
  return license.and([alive, issued]);
}
