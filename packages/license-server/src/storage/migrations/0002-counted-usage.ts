import type { SchemaMigration } from "./schema-migration.js";

/**
 * Counts what is in use, so that a checkout costs the same however many leases its license has. The sums say how much
 * expires when, and are what the count is corrected by as time goes on. Leases are kept in the order of their tokens.
 */
export const countedUsage: SchemaMigration = {
  name: "0002-counted-usage",
  statements: ({ clustered, dialect, integer }) => [
    "ALTER TABLE holding RENAME TO former_holding",
    "ALTER TABLE lease RENAME TO former_lease",

    `CREATE TABLE lease (
      consumption_token TEXT NOT NULL PRIMARY KEY,
      license_arn TEXT NOT NULL,
      license_version ${integer} NOT NULL,
      account TEXT NOT NULL,
      node_id TEXT,
      issued_at ${integer} NOT NULL,
      expiration ${integer} NOT NULL CHECK (expiration > issued_at),
      returned_at ${integer},
      FOREIGN KEY (license_arn, license_version) REFERENCES license_version (license_arn, version)
    ) ${clustered}`,
    `INSERT INTO lease
      SELECT consumption_token, license_arn, license_version, account, node_id, issued_at, expiration, returned_at
      FROM former_lease`,

    `CREATE TABLE holding (
      consumption_token TEXT NOT NULL REFERENCES lease (consumption_token),
      position ${integer} NOT NULL,
      entitlement TEXT NOT NULL,
      amount ${integer} NOT NULL CHECK (amount >= 1),
      PRIMARY KEY (consumption_token, position)
    ) ${clustered}`,
    "INSERT INTO holding SELECT consumption_token, position, entitlement, amount FROM former_holding",

    // What leases hold that were not returned and expire at a moment.
    `CREATE TABLE expiring_amount (
      license_arn TEXT NOT NULL,
      entitlement TEXT NOT NULL,
      expiration ${integer} NOT NULL,
      amount ${integer} NOT NULL CHECK (amount >= 0),
      PRIMARY KEY (license_arn, entitlement, expiration)
    ) ${clustered}`,
    `INSERT INTO expiring_amount
      SELECT license_arn, entitlement, expiration, sum(amount)
      FROM former_holding WHERE returned_at IS NULL GROUP BY license_arn, entitlement, expiration`,

    // The sum of the amounts that expire after a moment, the one of the last change.
    `CREATE TABLE amount_in_use (
      license_arn TEXT NOT NULL REFERENCES license (arn),
      entitlement TEXT NOT NULL,
      amount ${integer} NOT NULL CHECK (amount >= 0),
      as_of ${integer} NOT NULL,
      PRIMARY KEY (license_arn, entitlement)
    ) ${clustered}`,
    `INSERT INTO amount_in_use
      SELECT license_arn, entitlement, sum(amount), 0 FROM expiring_amount GROUP BY license_arn, entitlement`,

    "DROP TABLE former_holding",
    "DROP TABLE former_lease",

    // Programs from before there were migrations with names count by it, and refuse a database that is ahead of them.
    ...(dialect === "sqlite" ? ["PRAGMA user_version = 2"] : []),
    // Room for changes in place, of rows that every checkout changes.
    ...(dialect === "postgres"
      ? ["ALTER TABLE amount_in_use SET (fillfactor = 50)", "ALTER TABLE expiring_amount SET (fillfactor = 80)"]
      : []),
  ],
};
