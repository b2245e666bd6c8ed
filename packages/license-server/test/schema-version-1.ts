import { ARN, NOON, studioTerms } from "./licenses.js";

/**
 * What made a SQLite database before there were migrations with names, with a license, a lease that holds something and
 * one that was returned.
 */
export const DATABASE_OF_SCHEMA_VERSION_1: string = `
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

  PRAGMA user_version = 1;

  INSERT INTO license VALUES ('${ARN}', '123456789012', ${NOON});
  INSERT INTO license_version VALUES ('${ARN}', 1, '${JSON.stringify(studioTerms)}');
  INSERT INTO lease VALUES
    ('lease-1', '${ARN}', 1, '123456789012', 'workstation-7', ${NOON}, ${NOON + 3600}, NULL),
    ('lease-2', '${ARN}', 1, '123456789012', NULL, ${NOON}, ${NOON + 3600}, ${NOON + 60});
  INSERT INTO holding VALUES
    ('lease-1', 0, '${ARN}', 'seats', 2, ${NOON + 3600}, NULL),
    ('lease-1', 1, '${ARN}', 'export', 1, ${NOON + 3600}, NULL),
    ('lease-2', 0, '${ARN}', 'seats', 1, ${NOON + 3600}, ${NOON + 60});
  INSERT INTO answered_request VALUES
    ('123456789012', 'CreateLicense', 'create-1', 'digest', '{"LicenseArn": "${ARN}"}', ${NOON}),
    ('123456789012', 'CheckoutBorrowLicense', 'token-1', 'digest-1', '{"LicenseConsumptionToken": "lease-1"}', ${NOON}),
    ('123456789012', 'CheckoutBorrowLicense', 'token-2', 'digest-2', '{"LicenseConsumptionToken": "lease-2"}', ${NOON});
`;
