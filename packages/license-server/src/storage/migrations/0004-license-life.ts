import type { SchemaMigration } from "./schema-migration.js";

/**
 * What a license's later life needs: its latest version where it is looked for, its deletion, the kinds of its leases,
 * and secrets that all processes of a server share.
 */
export const licenseLife: SchemaMigration = {
  name: "0004-license-life",
  statements: ({ integer, jsonMember, strict }) => [
    // What licenses are listed by is repeated here from the latest version's terms.
    `ALTER TABLE license ADD COLUMN latest_version ${integer} NOT NULL DEFAULT 1`,
    "ALTER TABLE license ADD COLUMN status TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE license ADD COLUMN product_sku TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE license ADD COLUMN beneficiary TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE license ADD COLUMN issuer_name TEXT NOT NULL DEFAULT ''",
    `ALTER TABLE license ADD COLUMN validity_begin ${integer} NOT NULL DEFAULT 0`,
    `ALTER TABLE license ADD COLUMN validity_end ${integer}`,
    `ALTER TABLE license ADD COLUMN deletion_requested_at ${integer}`,
    `ALTER TABLE license ADD COLUMN deletion_date ${integer}`,

    // Up to here every license has one version.
    `UPDATE license SET
      status = version.status,
      product_sku = version.product_sku,
      beneficiary = version.beneficiary,
      issuer_name = version.issuer_name,
      validity_begin = version.validity_begin,
      validity_end = version.validity_end
    FROM (
      SELECT
        license_arn,
        ${jsonMember("terms", "status")} AS status,
        ${jsonMember("terms", "productSku")} AS product_sku,
        ${jsonMember("terms", "beneficiary")} AS beneficiary,
        ${jsonMember("terms", "issuer", "name")} AS issuer_name,
        CAST(${jsonMember("terms", "validity", "begin")} AS ${integer}) AS validity_begin,
        CAST(${jsonMember("terms", "validity", "end")} AS ${integer}) AS validity_end
      FROM license_version
    ) AS version
    WHERE version.license_arn = license.arn`,

    "CREATE INDEX license_of_account ON license (account, arn)",
    "CREATE INDEX license_of_product ON license (account, product_sku, arn)",
    "CREATE INDEX license_of_beneficiary ON license (account, beneficiary, arn)",

    "ALTER TABLE lease ADD COLUMN kind TEXT NOT NULL DEFAULT 'BORROW'",
    "CREATE INDEX lease_of_license ON lease (license_arn, expiration) WHERE returned_at IS NULL",

    `CREATE TABLE secret (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) ${strict}`,
  ],
};
