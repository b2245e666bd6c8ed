import {
  type BorrowConfiguration,
  type EntitlementData,
  EntitlementNotAllowedException,
  NoEntitlementsAllowedException,
} from "@borrow-license/server-stub";
import type { RequestedEntitlement } from "./borrow-request.js";
import { type EpochSeconds, formatDateTime } from "./date-time.js";
import { decideEntitlement } from "./entitlement-grant.js";
import type { AmountsInUse, LimitedHolding } from "./lease.js";
import type { License } from "./license.js";

/** What a checkout is granted, provided that nobody takes it first. */
export interface Grant {
  readonly issuedAt: EpochSeconds;
  readonly expiration: EpochSeconds;
  /** What is granted, as the API says it. */
  readonly entitlements: readonly EntitlementData[];
  /** What the lease takes, on a condition. */
  readonly holdings: readonly LimitedHolding[];
}

/**
 * Decides about a checkout for offline use: everything that is asked for, or nothing.
 *
 * @param inUse how much of the requested entitlements active leases hold at the moment
 * @throws NoEntitlementsAllowedException when the license cannot be borrowed, or grants nothing of it; it says why
 * @throws EntitlementNotAllowedException when the license grants a part of it only; it names the rest
 */
export function decideBorrow(
  license: License,
  requested: readonly RequestedEntitlement[],
  inUse: AmountsInUse,
  now: EpochSeconds,
): Grant {
  const { MaxTimeToLiveInMinutes } = borrowConfiguration(license, now);
  const { entitlements: offered, validity } = license.terms;
  const byName = new Map(offered.map((entitlement) => [entitlement.Name, entitlement]));
  const decisions = requested.map((wanted) =>
    decideEntitlement(wanted, offered, byName.get(wanted.name), inUse.get(wanted.name) ?? 0),
  );
  const grants = decisions.filter((decision) => "holding" in decision);
  const refusals = decisions.flatMap((decision) => ("refusal" in decision ? [decision.refusal] : []));
  if (refusals.length > 0) throw refused(refusals, grants.length > 0);
  const longest = now + MaxTimeToLiveInMinutes * 60;
  return {
    issuedAt: now,
    expiration: validity.end === undefined ? longest : Math.min(longest, validity.end),
    entitlements: grants.map(({ entitlement }) => entitlement),
    holdings: grants.map(({ holding }) => holding),
  };
}

function borrowConfiguration({ arn, terms }: License, now: EpochSeconds): BorrowConfiguration {
  const { consumptionConfiguration, issuer, status, validity } = terms;
  const configuration = consumptionConfiguration.BorrowConfiguration;
  if (configuration === undefined) {
    throw notBorrowable(
      `The license ${arn} has no BorrowConfiguration, so it cannot be borrowed.`,
      "Borrow from a license whose ConsumptionConfiguration has one.",
    );
  }
  if (status !== "AVAILABLE") {
    throw notBorrowable(
      `The license ${arn} is ${status}, and only an AVAILABLE license can be borrowed.`,
      `Ask its issuer, ${issuer.name}.`,
    );
  }
  const { begin, end } = validity;
  if (now < begin) {
    throw notBorrowable(
      `The license ${arn} is not valid yet: it is ${formatDateTime(now)}, and its validity begins at ${formatDateTime(begin)}.`,
      "Try again then.",
    );
  }
  if (end !== undefined && now >= end) {
    throw notBorrowable(
      `The license ${arn} is not valid any more: it is ${formatDateTime(now)}, and its validity ended at ${formatDateTime(end)}.`,
      `Ask its issuer, ${issuer.name}, for another one.`,
    );
  }
  return configuration;
}

function notBorrowable(problem: string, remedy: string): NoEntitlementsAllowedException {
  return new NoEntitlementsAllowedException({ Message: `${problem} ${remedy}` });
}

const LISTED_REFUSALS = 10;

function refused(refusals: readonly string[], partly: boolean): Error {
  const more = refusals.length - LISTED_REFUSALS;
  const sentences = [...refusals.slice(0, LISTED_REFUSALS), ...(more > 0 ? [`And ${more} more.`] : [])];
  if (!partly) return new NoEntitlementsAllowedException({ Message: sentences.join(" ") });
  sentences.push("Nothing was checked out, because partial checkouts are not supported.");
  return new EntitlementNotAllowedException({ Message: sentences.join(" ") });
}
