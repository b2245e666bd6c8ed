import type { DatabaseSync } from "node:sqlite";
import { NewerSchemaError } from "../license-server-error.js";
import { inTransaction } from "./sqlite-transaction.js";

/**
 * What leads from an empty database to the present schema, a step each. The database's `user_version` counts the steps
 * that it has behind it. Steps are added at the end; one that was released never changes.
 *
 * Moments are whole seconds since 1970-01-01T00:00:00Z.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE license (
    arn TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE license_version (
    license_arn TEXT NOT NULL REFERENCES license (arn),
    version INTEGER NOT NULL CHECK (version >= 1),
    terms TEXT NOT NULL CHECK (json_valid(terms)),
    PRIMARY KEY (license_arn, version)
  ) STRICT;

  CREATE TABLE lease (
    consumption_token TEXT NOT NULL PRIMARY KEY,
    license_arn TEXT NOT NULL,
    license_version INTEGER NOT NULL,
    account TEXT NOT NULL,
    node_id TEXT,
    issued_at INTEGER NOT NULL,
    expiration INTEGER NOT NULL CHECK (expiration > issued_at),
    returned_at INTEGER,
    FOREIGN KEY (license_arn, license_version) REFERENCES license_version (license_arn, version)
  ) STRICT;

  -- The lease's license, expiration and return are repeated here, so that one index answers what is in use.
  CREATE TABLE holding (
    consumption_token TEXT NOT NULL REFERENCES lease (consumption_token),
    position INTEGER NOT NULL,
    license_arn TEXT NOT NULL,
    entitlement TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1),
    expiration INTEGER NOT NULL,
    returned_at INTEGER,
    PRIMARY KEY (consumption_token, position)
  ) STRICT;

  -- SQLite takes the index for complete only with the column that its condition is about.
  CREATE INDEX holding_in_use ON holding (license_arn, entitlement, expiration, amount, returned_at)
    WHERE returned_at IS NULL;

  CREATE TABLE answered_request (
    account TEXT NOT NULL,
    operation TEXT NOT NULL,
    client_token TEXT NOT NULL,
    digest TEXT NOT NULL,
    response TEXT NOT NULL CHECK (json_valid(response)),
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (account, operation, client_token)
  ) STRICT;
  `,
];

/** The schema version that this program reads and writes. */
export const SCHEMA_VERSION: number = MIGRATIONS.length;

/**
 * Brings a database to the present schema. Processes that do so at the same time wait for one another.
 *
 * @param location the database's file, for the error
 * @throws NewerSchemaError when the database is ahead of the program
 */
export function migrate(database: DatabaseSync, location: string): void {
  if (schemaVersion(database) === SCHEMA_VERSION) return;
  inTransaction(database, "IMMEDIATE", () => {
    const version = schemaVersion(database);
    if (version > SCHEMA_VERSION) throw newerSchema(location, version);
    for (const statements of MIGRATIONS.slice(version)) database.exec(statements);
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  });
}

function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}

function newerSchema(location: string, found: number): NewerSchemaError {
  return new NewerSchemaError(
    `The database ${location} has schema version ${found}, and this program knows versions up to ${SCHEMA_VERSION}. ` +
      "Use the version of borrow-license that wrote it, or a newer one.",
  );
}
