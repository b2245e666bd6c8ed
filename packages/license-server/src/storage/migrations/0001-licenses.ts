import type { SchemaMigration } from "./schema-migration.js";

/** Licenses, leases and the answers to requests. SQLite databases from before these migrations have the same tables. */
export const licenses: SchemaMigration = {
  name: "0001-licenses",
  statements: ({ integer, json, strict }) => [
    `CREATE TABLE license (
      arn TEXT NOT NULL PRIMARY KEY,
      account TEXT NOT NULL,
      created_at ${integer} NOT NULL
    ) ${strict}`,

    `CREATE TABLE license_version (
      license_arn TEXT NOT NULL REFERENCES license (arn),
      version ${integer} NOT NULL CHECK (version >= 1),
      terms ${json("terms")} NOT NULL,
      PRIMARY KEY (license_arn, version)
    ) ${strict}`,

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
    ) ${strict}`,

    // The lease's license, expiration and return are repeated here, so that one index answers what is in use.
    `CREATE TABLE holding (
      consumption_token TEXT NOT NULL REFERENCES lease (consumption_token),
      position ${integer} NOT NULL,
      license_arn TEXT NOT NULL,
      entitlement TEXT NOT NULL,
      amount ${integer} NOT NULL CHECK (amount >= 1),
      expiration ${integer} NOT NULL,
      returned_at ${integer},
      PRIMARY KEY (consumption_token, position)
    ) ${strict}`,

    // SQLite takes the index for complete only with the column that its condition is about.
    `CREATE INDEX holding_in_use ON holding (license_arn, entitlement, expiration, amount, returned_at)
      WHERE returned_at IS NULL`,

    `CREATE TABLE answered_request (
      account TEXT NOT NULL,
      operation TEXT NOT NULL,
      client_token TEXT NOT NULL,
      digest TEXT NOT NULL,
      response ${json("response")} NOT NULL,
      answered_at ${integer} NOT NULL,
      PRIMARY KEY (account, operation, client_token)
    ) ${strict}`,
  ],
};
