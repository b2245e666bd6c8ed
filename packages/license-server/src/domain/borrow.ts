import { EntitlementNotAllowedException, NoEntitlementsAllowedException } from "@borrow-license/server-stub";
import { decideCheckout, type Grant } from "./checkout.js";
import type { RequestedEntitlement } from "./checkout-request.js";
import type { EpochSeconds } from "./date-time.js";
import type { AmountsInUse } from "./lease.js";
import type { License } from "./license.js";

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
  const decision = decideCheckout(license, "BORROW", requested, inUse, now);
  if (!("refusal" in decision)) return decision;
  const Refused = decision.partly ? EntitlementNotAllowedException : NoEntitlementsAllowedException;
  throw new Refused({ Message: decision.refusal });
}
