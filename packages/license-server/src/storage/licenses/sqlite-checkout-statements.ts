import type { DatabaseSync, StatementSync } from "node:sqlite";

// Parameters have numbers, in place of names: binding those takes as long as the statement.

/** How much of an entitlement is in use, and what expires between the last change and a moment: ARN, entitlement, moment. */
export const COUNTED_AMOUNT = `
  SELECT counted.amount, counted.as_of AS asOf, (
    SELECT coalesce(sum(expiring.amount), 0) FROM expiring_amount AS expiring
    WHERE expiring.license_arn = ?1 AND expiring.entitlement = ?2
      AND expiring.expiration > min(counted.as_of, ?3) AND expiring.expiration <= max(counted.as_of, ?3)
  ) AS moved
  FROM amount_in_use AS counted
  WHERE counted.license_arn = ?1 AND counted.entitlement = ?2`;

export const LATEST_VERSION = `
  SELECT latest_version AS version FROM license WHERE arn = ?1 AND deletion_date IS NULL`;

export const LATEST_LICENSE = `
  SELECT license.arn, license.account, license.created_at, license.deletion_requested_at, license.deletion_date,
    license.latest_version, license_version.version, license_version.terms
  FROM license JOIN license_version
    ON license_version.license_arn = license.arn AND license_version.version = license.latest_version
  WHERE license.arn = ?1`;

export const ANSWERED_REQUEST = `
  SELECT account, operation, client_token AS clientToken, digest, response, answered_at AS answeredAt
  FROM answered_request WHERE account = ?1 AND operation = ?2 AND client_token = ?3`;

/** The statements of checkouts, prepared once. */
export interface SqliteCheckoutStatements {
  readonly countedAmount: StatementSync;
  readonly latestVersion: StatementSync;
  readonly latestLicense: StatementSync;
  readonly answeredRequest: StatementSync;
  readonly insertLease: StatementSync;
  readonly insertHolding: StatementSync;
  readonly insertAnsweredRequest: StatementSync;
  readonly insertAuditEvent: StatementSync;
  readonly addExpiringAmount: StatementSync;
  readonly setAmountInUse: StatementSync;
}

export function prepareCheckoutStatements(database: DatabaseSync): SqliteCheckoutStatements {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  return {
    countedAmount: prepare(COUNTED_AMOUNT),
    latestVersion: prepare(LATEST_VERSION),
    latestLicense: prepare(LATEST_LICENSE),
    answeredRequest: prepare(ANSWERED_REQUEST),
    insertLease: prepare(`
      INSERT INTO lease
        (consumption_token, license_arn, license_version, kind, account, node_id, issued_at, expiration)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    insertHolding: prepare(`
      INSERT INTO holding (consumption_token, position, entitlement, amount)
      VALUES (?, ?, ?, ?)`),
    insertAnsweredRequest: prepare(`
      INSERT INTO answered_request (account, operation, client_token, digest, response, answered_at)
      VALUES (?, ?, ?, ?, ?, ?)`),
    insertAuditEvent: prepare(`
      INSERT INTO audit_event
        (at, account, access_key_id, os_user, request_id, operation, license_arn, lease, outcome, details)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'granted', ?)`),
    addExpiringAmount: prepare(`
      INSERT INTO expiring_amount (license_arn, entitlement, expiration, amount)
      VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`),
    setAmountInUse: prepare(`
      INSERT INTO amount_in_use (license_arn, entitlement, amount, as_of)
      VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET amount = excluded.amount, as_of = excluded.as_of`),
  };
}
