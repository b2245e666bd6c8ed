import type { DatabaseSync } from "node:sqlite";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { License } from "../../domain/license.js";
import type { ChangeAuthor } from "../audit/audit-event.js";
import { checkoutDetails } from "../audit/license-changes.js";
import type { SqliteDatabase } from "../database/database.js";
import { inTransaction } from "../database/sqlite-transaction.js";
import type { CheckoutStore } from "./checkout-store.js";
import { amountAt, type CountedAmount } from "./counted-amount.js";
import {
  type BatchDecision,
  type BatchState,
  decideBatch,
  entitlementKey,
  type LeaseBatch,
  requestKey,
} from "./lease-batch.js";
import { type LicenseRow, licenseOf } from "./license-queries.js";
import type { AnsweredRequest, NewLease, RequestKey } from "./license-storage.js";
import { prepareCheckoutStatements, type SqliteCheckoutStatements } from "./sqlite-checkout-statements.js";

/** Checkouts in SQLite, with statements that are prepared once. */
export async function createSqliteCheckoutStore({ connection }: SqliteDatabase): Promise<CheckoutStore> {
  const statements = await connection.run(prepareCheckoutStatements);
  return {
    readForCheckout: (request, licenseArn, entitlements, at) =>
      connection.run((database) =>
        inTransaction(database, "DEFERRED", () => ({
          answered: answeredRequest(statements, request),
          license: latestLicense(statements, licenseArn),
          inUse: new Map(entitlements.map((name) => [name, amountInUse(statements, licenseArn, name, at)])),
        })),
      ),
    addLeases: (batch) => connection.run((database) => addLeases(database, statements, batch)),
    isAboutOne,
  };
}

function addLeases(
  database: DatabaseSync,
  statements: SqliteCheckoutStatements,
  batch: LeaseBatch,
): BatchDecision["outcomes"] {
  return inTransaction(database, "IMMEDIATE", () => {
    const decision = decideBatch(batch, readBatchState(statements, batch));
    storeBatch(statements, decision, batch[0].lease.issuedAt);
    return decision.outcomes;
  });
}

function readBatchState(statements: SqliteCheckoutStatements, batch: LeaseBatch): BatchState {
  const answered = new Map<string, AnsweredRequest>();
  const versions = new Map<string, number>();
  const amounts = new Map<string, number>();
  for (const { answered: request, lease } of batch) {
    const { holdings, issuedAt, licenseArn } = lease;
    const before = answeredRequest(statements, request);
    if (before !== undefined) answered.set(requestKey(request), before);
    if (!versions.has(licenseArn)) versions.set(licenseArn, latestVersion(statements, licenseArn));
    for (const { entitlement } of holdings) {
      const key = entitlementKey(licenseArn, entitlement);
      if (!amounts.has(key)) amounts.set(key, amountInUse(statements, licenseArn, entitlement, issuedAt));
    }
  }
  return { answered, versions, amounts };
}

function storeBatch(
  statements: SqliteCheckoutStatements,
  { added, amounts, expiring }: BatchDecision,
  at: EpochSeconds,
): void {
  for (const { answered, author, lease } of added) {
    insertLease(statements, lease);
    const { account, answeredAt, clientToken, digest, operation, response } = answered;
    statements.insertAnsweredRequest.run(account, operation, clientToken, digest, response, answeredAt);
    insertAuditEvent(statements, operation, lease, author);
  }
  for (const { amount, entitlement, expiration, licenseArn } of expiring) {
    statements.addExpiringAmount.run(licenseArn, entitlement, expiration, amount);
  }
  for (const { amount, entitlement, licenseArn } of amounts) {
    statements.setAmountInUse.run(licenseArn, entitlement, amount, at);
  }
}

function insertLease(statements: SqliteCheckoutStatements, lease: NewLease): void {
  const { account, consumptionToken, expiration, issuedAt, kind, licenseArn, licenseVersion, nodeId = null } = lease;
  statements.insertLease.run(consumptionToken, licenseArn, licenseVersion, kind, account, nodeId, issuedAt, expiration);
  for (const [position, { amount, entitlement }] of lease.holdings.entries()) {
    statements.insertHolding.run(consumptionToken, position, entitlement, amount);
  }
}

function insertAuditEvent(
  statements: SqliteCheckoutStatements,
  operation: string,
  lease: NewLease,
  { accessKeyId, account = lease.account, osUser, requestId }: ChangeAuthor = {},
): void {
  statements.insertAuditEvent.run(
    lease.issuedAt,
    account,
    accessKeyId ?? null,
    osUser ?? null,
    requestId ?? null,
    operation,
    lease.licenseArn,
    lease.consumptionToken,
    checkoutDetails(lease),
  );
}

function answeredRequest(
  { answeredRequest: statement }: SqliteCheckoutStatements,
  { account, clientToken, operation }: RequestKey,
): AnsweredRequest | undefined {
  return statement.get(account, operation, clientToken) as AnsweredRequest | undefined;
}

function latestLicense({ latestLicense: statement }: SqliteCheckoutStatements, arn: string): License | undefined {
  const row = statement.get(arn);
  if (row === undefined) return undefined;
  return licenseOf(row as unknown as LicenseRow);
}

/** The license's latest version, 0 where there is no such license or it is deleted. */
function latestVersion({ latestVersion: statement }: SqliteCheckoutStatements, arn: string): number {
  return Number(statement.get(arn)?.["version"] ?? 0);
}

function amountInUse(
  { countedAmount }: SqliteCheckoutStatements,
  licenseArn: string,
  entitlement: string,
  at: EpochSeconds,
): number {
  const counted = countedAmount.get(licenseArn, entitlement, at) as CountedAmount | undefined;
  return counted === undefined ? 0 : amountAt(counted, at);
}

/** SQLite's result codes of values that do not fit: `SQLITE_TOOBIG`, `SQLITE_CONSTRAINT`, `SQLITE_MISMATCH`. */
const VALUE_CODES: ReadonlySet<number> = new Set([18, 19, 20]);

function isAboutOne(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  return error instanceof Error && "errcode" in error && VALUE_CODES.has(Number(error.errcode) & 0xff);
}
