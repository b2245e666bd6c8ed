import type { DatabaseSync, StatementSync } from "node:sqlite";

/** The statements of the storage, prepared once. */
export interface SqliteStatements {
  readonly findLicense: StatementSync;
  readonly findLatestLicense: StatementSync;
  readonly insertLicense: StatementSync;
  readonly insertLicenseVersion: StatementSync;
  readonly amountsInUse: StatementSync;
  readonly findLease: StatementSync;
  readonly insertLease: StatementSync;
  readonly markLeaseReturned: StatementSync;
  readonly findHoldings: StatementSync;
  readonly insertHolding: StatementSync;
  readonly markHoldingsReturned: StatementSync;
  readonly findAnsweredRequest: StatementSync;
  readonly insertAnsweredRequest: StatementSync;
}

const LICENSE = `
  SELECT license.arn, license.account, license.created_at AS createdAt, license_version.version, license_version.terms
  FROM license JOIN license_version ON license_version.license_arn = license.arn
  WHERE license.arn = :arn`;

/** The sum of each named entitlement, from a range of the index `holding_in_use`. `:entitlements` is a JSON array. */
export const AMOUNTS_IN_USE = `
  SELECT wanted.value AS entitlement, (
    SELECT sum(amount) FROM holding
    WHERE license_arn = :licenseArn AND entitlement = wanted.value AND returned_at IS NULL AND expiration > :at
  ) AS amount
  FROM json_each(:entitlements) AS wanted`;

export function prepareStatements(database: DatabaseSync): SqliteStatements {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  return {
    findLicense: prepare(`${LICENSE} AND license_version.version = :version`),
    findLatestLicense: prepare(`${LICENSE} ORDER BY license_version.version DESC LIMIT 1`),
    insertLicense: prepare("INSERT INTO license (arn, account, created_at) VALUES (:arn, :account, :createdAt)"),
    insertLicenseVersion: prepare(
      "INSERT INTO license_version (license_arn, version, terms) VALUES (:arn, :version, :terms)",
    ),
    amountsInUse: prepare(AMOUNTS_IN_USE),
    findLease: prepare(`
      SELECT consumption_token AS consumptionToken, license_arn AS licenseArn, license_version AS licenseVersion,
        account, node_id AS nodeId, issued_at AS issuedAt, expiration, returned_at AS returnedAt
      FROM lease WHERE consumption_token = :consumptionToken`),
    insertLease: prepare(`
      INSERT INTO lease (consumption_token, license_arn, license_version, account, node_id, issued_at, expiration)
      VALUES (:consumptionToken, :licenseArn, :licenseVersion, :account, :nodeId, :issuedAt, :expiration)`),
    markLeaseReturned: prepare(
      "UPDATE lease SET returned_at = :at WHERE consumption_token = :consumptionToken AND returned_at IS NULL",
    ),
    findHoldings: prepare(
      "SELECT entitlement, amount FROM holding WHERE consumption_token = :consumptionToken ORDER BY position",
    ),
    insertHolding: prepare(`
      INSERT INTO holding (consumption_token, position, license_arn, entitlement, amount, expiration)
      VALUES (:consumptionToken, :position, :licenseArn, :entitlement, :amount, :expiration)`),
    markHoldingsReturned: prepare(
      "UPDATE holding SET returned_at = :at WHERE consumption_token = :consumptionToken AND returned_at IS NULL",
    ),
    findAnsweredRequest: prepare(`
      SELECT account, operation, client_token AS clientToken, digest, response, answered_at AS answeredAt
      FROM answered_request
      WHERE account = :account AND operation = :operation AND client_token = :clientToken`),
    insertAnsweredRequest: prepare(`
      INSERT INTO answered_request (account, operation, client_token, digest, response, answered_at)
      VALUES (:account, :operation, :clientToken, :digest, :response, :answeredAt)`),
  };
}
