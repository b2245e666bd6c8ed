import { DatabaseError, type PoolClient } from "pg";
import type { EpochSeconds } from "../../domain/date-time.js";
import { checkoutDetails } from "../audit/license-changes.js";
import type { PostgresDatabase } from "../database/database.js";
import { AnswerOfAnotherError, withRetries } from "../database/postgres-retry.js";
import type { CheckoutStore } from "./checkout-store.js";
import { amountAt } from "./counted-amount.js";
import {
  type BatchDecision,
  type BatchState,
  decideBatch,
  entitlementKey,
  type LeaseBatch,
  requestKey,
} from "./lease-batch.js";
import { type LicenseRow, licenseOf } from "./license-queries.js";
import type { AnsweredRequest, CheckoutSnapshot, RequestKey } from "./license-storage.js";
import { LOCK_LICENSES, READ_BATCH_STATE, READ_FOR_CHECKOUT, STORE_BATCH } from "./postgres-checkout-statements.js";

/** Checkouts in PostgreSQL: a round trip to read, and two for all of a batch. */
export function createPostgresCheckoutStore({ pool, retryTimeMs }: PostgresDatabase): CheckoutStore {
  return {
    readForCheckout: (request, licenseArn, entitlements, at) =>
      withRetries(
        async () => {
          const { account, clientToken, operation } = request;
          const values = [account, operation, clientToken, licenseArn, JSON.stringify(entitlements), at];
          const { rows } = await pool.query({ ...READ_FOR_CHECKOUT, values });
          return checkoutSnapshot(request, entitlements, at, rows[0]);
        },
        { retryTimeMs },
      ),
    addLeases: (batch) =>
      withRetries(
        async () => {
          const client = await pool.connect();
          return inOneConnection(client, () => addLeases(client, batch));
        },
        { retryTimeMs },
      ),
    isAboutOne,
  };
}

/** Gives the connection back, or gives it up where it may not be as it was. */
async function inOneConnection<Result>(client: PoolClient, run: () => Promise<Result>): Promise<Result> {
  try {
    const result = await run();
    client.release();
    return result;
  } catch (error) {
    const rolledBack = await client.query("ROLLBACK").then(
      () => true,
      () => false,
    );
    client.release(!rolledBack);
    throw error;
  }
}

/** Statements are sent together, without waiting for one another's results. */
async function addLeases(client: PoolClient, batch: LeaseBatch): Promise<BatchDecision["outcomes"]> {
  const at = batch[0].lease.issuedAt;
  const arns = [...new Set(batch.map(({ lease }) => lease.licenseArn))];
  const [, , state] = await Promise.all([
    client.query("BEGIN"),
    client.query({ ...LOCK_LICENSES, values: [arns] }),
    client.query({ ...READ_BATCH_STATE, values: batchKeys(batch, arns, at) }),
  ]);
  const decision = decideBatch(batch, batchState(state.rows[0], at));
  if (decision.added.length === 0) {
    await client.query("COMMIT");
  } else {
    const stored = client.query({ ...STORE_BATCH, values: batchRows(decision, at) });
    await Promise.all([stored.catch(becauseOfAnother), client.query("COMMIT")]);
  }
  return decision.outcomes;
}

function becauseOfAnother(error: unknown): never {
  if (error instanceof DatabaseError && error.constraint === "answered_request_pkey") {
    throw new AnswerOfAnotherError("Another transaction answered the same request.", { cause: error });
  }
  throw error;
}

interface CheckoutRow extends Omit<LicenseRow, "arn"> {
  readonly digest: string | null;
  readonly response: string;
  readonly answered_at: EpochSeconds;
  /** Null where there is no such license, like what else is the license's. */
  readonly arn: string | null;
  /** Entitlement, amount, as of, moved: a JSON array of these. */
  readonly counted: string | null;
}

function checkoutSnapshot(
  request: RequestKey,
  entitlements: readonly string[],
  at: EpochSeconds,
  row: CheckoutRow,
): CheckoutSnapshot {
  const { account, clientToken, operation } = request;
  const counted = JSON.parse(row.counted ?? "[]") as [string, number, EpochSeconds, number][];
  const amounts = new Map(
    counted.map(([entitlement, amount, asOf, moved]) => [entitlement, amountAt({ amount, asOf, moved }, at)]),
  );
  return {
    answered:
      row.digest === null
        ? undefined
        : {
            account,
            operation,
            clientToken,
            digest: row.digest,
            response: row.response,
            answeredAt: row.answered_at,
          },
    license: row.arn === null ? undefined : licenseOf({ ...row, arn: row.arn }),
    inUse: new Map(entitlements.map((entitlement) => [entitlement, amounts.get(entitlement) ?? 0])),
  };
}

function batchKeys(batch: LeaseBatch, arns: readonly string[], at: EpochSeconds): unknown[] {
  const requests = batch.map(({ answered: { account, clientToken, operation } }) => ({
    account,
    operation,
    clientToken,
  }));
  const entitlements = new Map(
    batch.flatMap(({ lease: { holdings, licenseArn } }) =>
      holdings.map(({ entitlement }) => [entitlementKey(licenseArn, entitlement), { licenseArn, entitlement }]),
    ),
  );
  return [JSON.stringify(requests), JSON.stringify(arns), JSON.stringify([...entitlements.values()]), at];
}

interface BatchStateRow {
  /** Account, operation, client token, digest, response, moment: a JSON array of these. */
  readonly answered: string | null;
  /** ARN and latest version: a JSON array of these. */
  readonly versions: string | null;
  /** ARN, entitlement, amount, as of, moved: a JSON array of these. */
  readonly counted: string | null;
}

function batchState({ answered, counted, versions }: BatchStateRow, at: EpochSeconds): BatchState {
  const requests = JSON.parse(answered ?? "[]") as [string, string, string, string, string, EpochSeconds][];
  const amounts = JSON.parse(counted ?? "[]") as [string, string, number, EpochSeconds, number][];
  return {
    answered: new Map(
      requests.map(([account, operation, clientToken, digest, response, answeredAt]) => {
        const request: AnsweredRequest = { account, operation, clientToken, digest, response, answeredAt };
        return [requestKey(request), request];
      }),
    ),
    versions: new Map(JSON.parse(versions ?? "[]") as [string, number][]),
    amounts: new Map(
      amounts.map(([licenseArn, entitlement, amount, asOf, moved]) => [
        entitlementKey(licenseArn, entitlement),
        amountAt({ amount, asOf, moved }, at),
      ]),
    ),
  };
}

function batchRows({ added, amounts, expiring }: BatchDecision, at: EpochSeconds): unknown[] {
  const leases = added.map(({ answered: { operation }, author, lease: { holdings, ...lease } }) => ({
    ...lease,
    operation,
    author,
    details: checkoutDetails(lease),
  }));
  const holdings = added.flatMap(({ lease: { consumptionToken, holdings } }) =>
    holdings.map(({ amount, entitlement }, position) => ({ consumptionToken, position, entitlement, amount })),
  );
  // In one order for all, so that no two transactions wait for each other's requests in a circle.
  const answered = added.map((request) => request.answered).sort(byRequestKey);
  return [...[leases, holdings, answered, expiring, amounts].map((rows) => JSON.stringify(rows)), at];
}

function byRequestKey(one: RequestKey, other: RequestKey): number {
  return requestKey(one) < requestKey(other) ? -1 : 1;
}

/** Data exceptions and violated constraints (PostgreSQL, Appendix A, classes 22 and 23). */
function isAboutOne(error: unknown): boolean {
  return error instanceof DatabaseError && /^2[23]/.test(error.code ?? "");
}
