import type { Kysely } from "kysely";
import type { License, LicenseDeletion, LicenseTerms } from "../../domain/license.js";
import type { Database } from "../database/database.js";
import type { LicenseTable, LicenseVersionTable, Tables } from "../database/tables.js";

// Each function is one statement or a few that belong together, in a transaction where its caller has one.

/** What a license is made of. */
export const LICENSE_COLUMNS = [
  "license.arn",
  "license.account",
  "license.created_at",
  "license.deletion_requested_at",
  "license.deletion_date",
  "license.latest_version",
  "license_version.version",
  "license_version.terms",
] as const;

/** A row of `LICENSE_COLUMNS`. */
export type LicenseRow = Pick<
  LicenseTable,
  "account" | "arn" | "created_at" | "deletion_date" | "deletion_requested_at" | "latest_version"
> &
  Pick<LicenseVersionTable, "terms" | "version">;

export function licenseOf(row: LicenseRow): License {
  const { account, arn, created_at: createdAt, terms, version } = row;
  const license: License = { arn, account, createdAt, version, terms: JSON.parse(terms) as LicenseTerms };
  const deletion = deletionOf(row);
  // A deleted license gets no version any more, so the deletion made the latest one.
  return deletion === undefined || version !== row.latest_version ? license : { ...license, deletion };
}

function deletionOf(row: Pick<LicenseTable, "deletion_date" | "deletion_requested_at">): LicenseDeletion | undefined {
  const { deletion_date: date, deletion_requested_at: requestedAt } = row;
  return date === null || requestedAt === null ? undefined : { requestedAt, date };
}

export async function findLicense(query: Kysely<Tables>, arn: string, version?: number): Promise<License | undefined> {
  const row = await query
    .selectFrom("license")
    .innerJoin("license_version", "license_version.license_arn", "license.arn")
    .select(LICENSE_COLUMNS)
    .where("license.arn", "=", arn)
    .where((license) =>
      version === undefined
        ? license("license_version.version", "=", license.ref("license.latest_version"))
        : license("license_version.version", "=", version),
    )
    .executeTakeFirst();
  return row === undefined ? undefined : licenseOf(row);
}

export async function insertLicense(query: Kysely<Tables>, license: License): Promise<void> {
  const { account, arn, createdAt, deletion } = license;
  await query
    .insertInto("license")
    .values({
      arn,
      account,
      created_at: createdAt,
      deletion_requested_at: deletion?.requestedAt ?? null,
      deletion_date: deletion?.date ?? null,
      ...latestVersion(license),
    })
    .execute();
  await insertVersion(query, license);
}

/** Makes a version the latest one. */
export async function insertNextVersion(query: Kysely<Tables>, license: License): Promise<void> {
  await query.updateTable("license").set(latestVersion(license)).where("arn", "=", license.arn).execute();
  await insertVersion(query, license);
}

async function insertVersion(query: Kysely<Tables>, { arn, terms, version }: License): Promise<void> {
  await query
    .insertInto("license_version")
    .values({ license_arn: arn, version, terms: JSON.stringify(terms) })
    .execute();
}

/** What the license's row repeats of its latest version. */
function latestVersion({
  terms,
  version,
}: License): Omit<LicenseTable, "account" | "arn" | "created_at" | "deletion_date" | "deletion_requested_at"> {
  return {
    latest_version: version,
    status: terms.status,
    product_sku: terms.productSku,
    beneficiary: terms.beneficiary,
    issuer_name: terms.issuer.name,
    validity_begin: terms.validity.begin,
    validity_end: terms.validity.end ?? null,
  };
}

/** Makes the last version of a license, with the latest terms and the deletion, and answers it. */
export async function insertDeletion(query: Kysely<Tables>, arn: string, deletion: LicenseDeletion): Promise<License> {
  const latest = await findLicense(query, arn);
  if (latest === undefined) throw new Error("A license that is there has no latest version.");
  const last = { ...latest, version: latest.version + 1, deletion };
  await insertNextVersion(query, last);
  await query
    .updateTable("license")
    .set({ deletion_requested_at: deletion.requestedAt, deletion_date: deletion.date })
    .where("arn", "=", arn)
    .execute();
  return last;
}

/** What of a license can change. */
export interface LicenseState {
  readonly latestVersion: number;
  readonly deletion: LicenseDeletion | undefined;
}

/**
 * Reads what of a license can change, and keeps it as it is to the transaction's end: those who change a license, take
 * from it or give back to it take turns. In SQLite all who write do.
 */
export async function lockLicense(
  query: Kysely<Tables>,
  dialect: Database["dialect"],
  arn: string,
): Promise<LicenseState | undefined> {
  const row = await query
    .selectFrom("license")
    .select(["latest_version", "deletion_requested_at", "deletion_date"])
    .where("arn", "=", arn)
    .$if(dialect === "postgres", (select) => select.forNoKeyUpdate())
    .executeTakeFirst();
  return row === undefined ? undefined : { latestVersion: row.latest_version, deletion: deletionOf(row) };
}
