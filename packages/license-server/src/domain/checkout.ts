import type { EntitlementData } from "@borrow-license/server-stub";
import { unavailability } from "./availability.js";
import type { RequestedEntitlement } from "./checkout-request.js";
import { END_OF_TIME, type EpochSeconds } from "./date-time.js";
import { decideEntitlement } from "./entitlement-grant.js";
import type { AmountsInUse, LeaseKind, LimitedHolding } from "./lease.js";
import type { License, LicenseTerms } from "./license.js";

/** What a checkout is granted, provided that nobody takes it first. */
export interface Grant {
  readonly issuedAt: EpochSeconds;
  readonly expiration: EpochSeconds;
  /** What is granted, as the API says it. */
  readonly entitlements: readonly EntitlementData[];
  /** What the lease takes, on a condition. */
  readonly holdings: readonly LimitedHolding[];
}

/** Why a checkout is granted nothing. */
export interface Refusal {
  /** The reason and what to do: whole sentences. */
  readonly refusal: string;
  /** Whether a part of what was asked for could be granted. */
  readonly partly: boolean;
}

/**
 * Decides about a checkout: everything that is asked for, or nothing.
 *
 * @param inUse how much of the requested entitlements active leases hold at the moment
 */
export function decideCheckout(
  license: License,
  kind: LeaseKind,
  requested: readonly RequestedEntitlement[],
  inUse: AmountsInUse,
  now: EpochSeconds,
): Grant | Refusal {
  const refusal = WRONG_CONFIGURATION[kind](license) ?? unavailability(license, USE[kind], now);
  if (refusal !== undefined) return { refusal, partly: false };
  const { entitlements: offered } = license.terms;
  const byName = new Map(offered.map((entitlement) => [entitlement.Name, entitlement]));
  const decisions = requested.map((wanted) =>
    decideEntitlement(wanted, offered, byName.get(wanted.name), inUse.get(wanted.name) ?? 0),
  );
  const grants = decisions.filter((decision) => "holding" in decision);
  const refusals = decisions.flatMap((decision) => ("refusal" in decision ? [decision.refusal] : []));
  if (refusals.length > 0) return refused(refusals, grants.length > 0);
  return {
    issuedAt: now,
    expiration: expirationOf(license.terms, kind, now),
    entitlements: grants.map(({ entitlement }) => entitlement),
    holdings: grants.map(({ holding }) => holding),
  };
}

/** When a lease expires that is taken or extended now. */
export function expirationOf(
  { consumptionConfiguration, validity }: LicenseTerms,
  kind: LeaseKind,
  now: EpochSeconds,
): EpochSeconds {
  if (kind === "PERPETUAL") return END_OF_TIME;
  const { BorrowConfiguration, ProvisionalConfiguration } = consumptionConfiguration;
  const configuration = kind === "BORROW" ? BorrowConfiguration : ProvisionalConfiguration;
  const longest = now + (configuration?.MaxTimeToLiveInMinutes ?? 0) * 60;
  return Math.min(longest, validity.end ?? END_OF_TIME);
}

const USE: Readonly<Record<LeaseKind, string>> = {
  BORROW: "borrowed",
  PROVISIONAL: "checked out",
  PERPETUAL: "checked out",
};

/** Why a license cannot be consumed in a way at all. */
const WRONG_CONFIGURATION: Readonly<Record<LeaseKind, (license: License) => string | undefined>> = {
  BORROW({ arn, terms }) {
    if (terms.consumptionConfiguration.BorrowConfiguration !== undefined) return undefined;
    return (
      `The license ${arn} has no BorrowConfiguration, so it cannot be borrowed. ` +
      "Borrow from a license whose ConsumptionConfiguration has one."
    );
  },
  PROVISIONAL({ arn, terms }) {
    if (terms.consumptionConfiguration.ProvisionalConfiguration !== undefined) return undefined;
    return (
      `The license ${arn} has no ProvisionalConfiguration, so its CheckoutType cannot be PROVISIONAL. ` +
      "Check out a license whose ConsumptionConfiguration has one."
    );
  },
  PERPETUAL({ arn, terms }) {
    const { BorrowConfiguration, ProvisionalConfiguration } = terms.consumptionConfiguration;
    if (BorrowConfiguration === undefined && ProvisionalConfiguration === undefined) return undefined;
    const name = ProvisionalConfiguration === undefined ? "BorrowConfiguration" : "ProvisionalConfiguration";
    const remedy = name === "BorrowConfiguration" ? "Use CheckoutBorrowLicense" : "Give the CheckoutType PROVISIONAL";
    return (
      `The license ${arn} has a ${name}, which limits the time of every checkout, so its CheckoutType cannot be ` +
      `PERPETUAL. ${remedy}.`
    );
  },
};

const LISTED_REFUSALS = 10;

function refused(refusals: readonly string[], partly: boolean): Refusal {
  const more = refusals.length - LISTED_REFUSALS;
  const sentences = [...refusals.slice(0, LISTED_REFUSALS), ...(more > 0 ? [`And ${more} more.`] : [])];
  if (partly) sentences.push("Nothing was checked out, because partial checkouts are not supported.");
  return { refusal: sentences.join(" "), partly };
}
