// The names make PostgreSQL prepare each statement once a connection. Rows come in and go out as JSON: writing that is
// cheaper for this process than one parameter for each value.

interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * All that a checkout looks at, in one statement, and so at one moment: $1 account, $2 operation, $3 client token,
 * $4 license ARN, $5 entitlements as a JSON array, $6 moment.
 */
export const READ_FOR_CHECKOUT: NamedStatement = {
  name: "read-for-checkout",
  text: `
    SELECT answered.digest, answered.response, answered.answered_at,
      license.arn, license.account, license.created_at, license.deletion_requested_at, license.deletion_date,
      license.latest_version, license.version, license.terms,
      (SELECT json_agg(json_build_array(counted.entitlement, counted.amount, counted.as_of, (
          SELECT coalesce(sum(expiring.amount), 0) FROM expiring_amount AS expiring
          WHERE expiring.license_arn = counted.license_arn AND expiring.entitlement = counted.entitlement
            AND expiring.expiration > least(counted.as_of, $6)
            AND expiring.expiration <= greatest(counted.as_of, $6))))
        FROM amount_in_use AS counted
        JOIN json_array_elements_text($5::json) AS wanted (entitlement) ON wanted.entitlement = counted.entitlement
        WHERE counted.license_arn = $4) AS counted
    FROM (SELECT 1) AS one
    LEFT JOIN answered_request AS answered
      ON answered.account = $1 AND answered.operation = $2 AND answered.client_token = $3
    LEFT JOIN LATERAL (
      SELECT license.arn, license.account, license.created_at, license.deletion_requested_at, license.deletion_date,
        license.latest_version, license_version.version, license_version.terms
      FROM license JOIN license_version
        ON license_version.license_arn = license.arn AND license_version.version = license.latest_version
      WHERE license.arn = $4
    ) AS license ON true`,
};

/** Those who take from a license take turns. $1: ARNs. One order for all, so that none waits for another in a circle. */
export const LOCK_LICENSES: NamedStatement = {
  name: "lock-licenses",
  text: "SELECT 1 FROM license WHERE arn = ANY ($1) ORDER BY arn FOR NO KEY UPDATE",
};

/**
 * What a batch is decided by. It is a statement of its own behind the lock, because a statement sees what was committed
 * before it began. $1: requests, $2: ARNs, $3: entitlements, all as JSON; $4: moment.
 */
export const READ_BATCH_STATE: NamedStatement = {
  name: "read-batch-state",
  text: `
    SELECT
      (SELECT json_agg(json_build_array(answered.account, answered.operation, answered.client_token, answered.digest,
          answered.response::text, answered.answered_at))
        FROM answered_request AS answered
        JOIN json_to_recordset($1) AS wanted (account TEXT, operation TEXT, "clientToken" TEXT)
          ON answered.account = wanted.account AND answered.operation = wanted.operation
            AND answered.client_token = wanted."clientToken") AS answered,
      (SELECT json_agg(json_build_array(license.arn, license.latest_version))
        FROM license JOIN json_array_elements_text($2) AS wanted (arn) ON license.arn = wanted.arn
        WHERE license.deletion_date IS NULL) AS versions,
      (SELECT json_agg(json_build_array(counted.license_arn, counted.entitlement, counted.amount, counted.as_of, (
          SELECT coalesce(sum(expiring.amount), 0) FROM expiring_amount AS expiring
          WHERE expiring.license_arn = counted.license_arn AND expiring.entitlement = counted.entitlement
            AND expiring.expiration > least(counted.as_of, $4)
            AND expiring.expiration <= greatest(counted.as_of, $4))))
        FROM amount_in_use AS counted
        JOIN json_to_recordset($3) AS wanted ("licenseArn" TEXT, entitlement TEXT)
          ON counted.license_arn = wanted."licenseArn" AND counted.entitlement = wanted.entitlement) AS counted`,
};

/**
 * Stores what was decided, in one statement. $1: leases with their audit events, $2: holdings, $3: answered requests in the order of their keys,
 * $4: expiring amounts, $5: amounts in use, all as JSON; $6: moment.
 */
export const STORE_BATCH: NamedStatement = {
  name: "store-batch",
  text: `
    WITH
      new_answer AS (
        INSERT INTO answered_request (account, operation, client_token, digest, response, answered_at)
        SELECT account, operation, "clientToken", digest, response::json, "answeredAt"
        FROM json_to_recordset($3) AS added
          (account TEXT, operation TEXT, "clientToken" TEXT, digest TEXT, response TEXT, "answeredAt" BIGINT)),
      new_lease AS (
        INSERT INTO lease
          (consumption_token, license_arn, license_version, kind, account, node_id, issued_at, expiration)
        SELECT "consumptionToken", "licenseArn", "licenseVersion", kind, account, "nodeId", "issuedAt", expiration
        FROM json_to_recordset($1) AS added
          ("consumptionToken" TEXT, "licenseArn" TEXT, "licenseVersion" BIGINT, kind TEXT, account TEXT, "nodeId" TEXT,
            "issuedAt" BIGINT, expiration BIGINT)),
      new_event AS (
        INSERT INTO audit_event
          (at, account, access_key_id, os_user, request_id, operation, license_arn, lease, outcome, details)
        SELECT "issuedAt", coalesce(author ->> 'account', account), author ->> 'accessKeyId', author ->> 'osUser',
          author ->> 'requestId', operation, "licenseArn", "consumptionToken", 'granted', details::json
        FROM json_to_recordset($1) AS added
          ("issuedAt" BIGINT, account TEXT, author JSON, operation TEXT, "licenseArn" TEXT, "consumptionToken" TEXT,
            details TEXT)),
      new_holding AS (
        INSERT INTO holding (consumption_token, position, entitlement, amount)
        SELECT "consumptionToken", position, entitlement, amount
        FROM json_to_recordset($2) AS added
          ("consumptionToken" TEXT, position BIGINT, entitlement TEXT, amount BIGINT)),
      new_expiring AS (
        INSERT INTO expiring_amount AS expiring (license_arn, entitlement, expiration, amount)
        SELECT "licenseArn", entitlement, expiration, amount
        FROM json_to_recordset($4) AS added ("licenseArn" TEXT, entitlement TEXT, expiration BIGINT, amount BIGINT)
        ON CONFLICT (license_arn, entitlement, expiration)
          DO UPDATE SET amount = expiring.amount + excluded.amount)
    INSERT INTO amount_in_use (license_arn, entitlement, amount, as_of)
    SELECT "licenseArn", entitlement, amount, $6
    FROM json_to_recordset($5) AS added ("licenseArn" TEXT, entitlement TEXT, amount BIGINT)
    ON CONFLICT (license_arn, entitlement) DO UPDATE SET amount = excluded.amount, as_of = excluded.as_of`,
};
