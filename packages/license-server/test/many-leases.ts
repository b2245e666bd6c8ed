import { randomBytes } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../src/storage/database/database.js";

/**
 * Enters leases of one license that has none yet, in `seats` and `export`, that expire one after the other from tomorrow
 * on: what checkouts would have entered, without the time that they take.
 */
export async function addManyLeases({ dialect, query }: Database, arn: string, count: number): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const isPostgres = dialect === "postgres";
  // Tokens in the order of time, as those of checkouts are.
  const token = isPostgres
    ? sql`lpad(to_hex((${now}::bigint - ${count}::bigint + n) * 1000), 12, '0') || ${randomBytes(10).toString("hex")}`
    : sql`printf('%012x', (${now} - ${count} + n) * 1000) || ${randomBytes(10).toString("hex")}`;
  const cast = (value: number): RawBuilder<number> => sql`CAST(${value} AS BIGINT)`;
  const numbers = sql`WITH RECURSIVE number (n) AS (SELECT ${cast(1)} UNION ALL SELECT n + 1 FROM number WHERE n < ${cast(count)})`;
  const expiration = sql`${cast(now + 86_400)} + n * 7`;
  await query.transaction().execute(async (transaction) => {
    await sql`INSERT INTO lease
        (consumption_token, license_arn, license_version, account, kind, node_id, issued_at, expiration)
      ${numbers} SELECT ${token}, CAST(${arn} AS TEXT), 1, '000000000000', 'BORROW', 'workstation', ${cast(now - 60)}, ${expiration}
      FROM number`.execute(transaction);
    await sql`INSERT INTO holding (consumption_token, position, entitlement, amount)
      SELECT consumption_token, 0, 'seats', 2 FROM lease`.execute(transaction);
    await sql`INSERT INTO holding (consumption_token, position, entitlement, amount)
      SELECT consumption_token, 1, 'export', 1 FROM lease`.execute(transaction);
    await sql`INSERT INTO answered_request (account, operation, client_token, digest, response, answered_at)
      SELECT account, 'CheckoutBorrowLicense', consumption_token, 'digest',
        ${isPostgres ? sql`json_build_object('SignedToken', repeat('a', 1600))` : sql`json_object('SignedToken', printf('%.*c', 1600, 'a'))`},
        issued_at FROM lease`.execute(transaction);
    await sql`INSERT INTO audit_event (at, account, operation, license_arn, lease, outcome)
      SELECT issued_at, account, 'CheckoutBorrowLicense', license_arn, consumption_token, 'granted' FROM lease`.execute(
      transaction,
    );
    await sql`INSERT INTO expiring_amount (license_arn, entitlement, expiration, amount)
      SELECT license_arn, entitlement, expiration, sum(amount)
      FROM lease JOIN holding ON holding.consumption_token = lease.consumption_token
      GROUP BY license_arn, entitlement, expiration`.execute(transaction);
    await sql`INSERT INTO amount_in_use (license_arn, entitlement, amount, as_of)
      SELECT license_arn, entitlement, sum(amount), ${cast(now - 60)}
      FROM expiring_amount GROUP BY license_arn, entitlement`.execute(transaction);
  });
  if (isPostgres) await sql`VACUUM ANALYZE`.execute(query);
}
