import type { EpochSeconds } from "../../domain/date-time.js";
import type { ChangeAuthor } from "../audit/audit-event.js";
import type { AddLeaseOutcome, AnsweredRequest, NewLease, RequestKey } from "./license-storage.js";

/** A lease to be added, with the request that makes it. */
export interface LeaseRequest {
  readonly lease: NewLease;
  readonly answered: AnsweredRequest;
  /** Who makes it. */
  readonly author?: ChangeAuthor | undefined;
}

/** Leases that are added in one transaction, all issued at the same moment. */
export type LeaseBatch = readonly [LeaseRequest, ...LeaseRequest[]];

/** What a batch is decided by, as it stands in its transaction. What is not there may be absent. */
export interface BatchState {
  /** Requests that had their effect before, by `requestKey`. */
  readonly answered: ReadonlyMap<string, AnsweredRequest>;
  /** The latest version of each license that is not deleted, by its ARN. */
  readonly versions: ReadonlyMap<string, number>;
  /** How much is in use at the batch's moment, by `entitlementKey`. */
  readonly amounts: ReadonlyMap<string, number>;
}

/** What becomes of a batch. */
export interface BatchDecision {
  /** For each of the batch, in its order. */
  readonly outcomes: readonly AddLeaseOutcome[];
  /** Those of the batch that are to be stored. */
  readonly added: readonly LeaseRequest[];
  /** What is in use afterwards of each entitlement of which some was taken. */
  readonly amounts: readonly EntitlementAmount[];
  /** What was taken, by when it expires. */
  readonly expiring: readonly ExpiringAmount[];
}

export interface EntitlementAmount {
  readonly licenseArn: string;
  readonly entitlement: string;
  readonly amount: number;
}

export interface ExpiringAmount extends EntitlementAmount {
  readonly expiration: EpochSeconds;
}

/** Tells a request from others. Neither accounts nor operations have spaces. */
export function requestKey({ account, clientToken, operation }: RequestKey): string {
  return `${account} ${operation} ${clientToken}`;
}

/** Tells an entitlement of a license from others. ARNs have no spaces. */
export function entitlementKey(licenseArn: string, entitlement: string): string {
  return `${licenseArn} ${entitlement}`;
}

/** Decides about each lease of a batch in turn, as if each were alone and those before it were stored. */
export function decideBatch(batch: LeaseBatch, state: BatchState): BatchDecision {
  const answered = new Map(state.answered);
  const amounts = new Map(state.amounts);
  const taken = new Map<string, EntitlementAmount>();
  const expiring = new Map<string, ExpiringAmount>();
  const added: LeaseRequest[] = [];
  const outcomes = batch.map((request): AddLeaseOutcome => {
    const { lease } = request;
    const before = answered.get(requestKey(request.answered));
    if (before !== undefined) return { outcome: "answered", answered: before };
    if (state.versions.get(lease.licenseArn) !== lease.licenseVersion) return { outcome: "superseded" };
    const inUse = new Map(
      lease.holdings.map(({ entitlement }) => [
        entitlement,
        amounts.get(entitlementKey(lease.licenseArn, entitlement)) ?? 0,
      ]),
    );
    if (!fits(lease, inUse)) return { outcome: "exceeded", inUse };
    take(lease, amounts, taken, expiring);
    answered.set(requestKey(request.answered), request.answered);
    added.push(request);
    return { outcome: "added" };
  });
  return { outcomes, added, amounts: [...taken.values()], expiring: [...expiring.values()] };
}

function fits({ holdings }: NewLease, inUse: ReadonlyMap<string, number>): boolean {
  return holdings.every(
    ({ amount, entitlement, maximumInUse }) => amount <= maximumInUse - (inUse.get(entitlement) ?? 0),
  );
}

function take(
  { expiration, holdings, licenseArn }: NewLease,
  amounts: Map<string, number>,
  taken: Map<string, EntitlementAmount>,
  expiring: Map<string, ExpiringAmount>,
): void {
  for (const { amount, entitlement } of holdings) {
    const key = entitlementKey(licenseArn, entitlement);
    const inUse = (amounts.get(key) ?? 0) + amount;
    amounts.set(key, inUse);
    taken.set(key, { licenseArn, entitlement, amount: inUse });
    const moment = `${expiration} ${key}`;
    const before = expiring.get(moment)?.amount ?? 0;
    expiring.set(moment, { licenseArn, entitlement, expiration, amount: before + amount });
  }
}
