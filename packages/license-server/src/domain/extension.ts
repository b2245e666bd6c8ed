import type { InvalidParameterValueException } from "@borrow-license/server-stub";
import { unavailability } from "./availability.js";
import { expirationOf } from "./checkout.js";
import { type EpochSeconds, formatDateTime } from "./date-time.js";
import { maximumInUse } from "./entitlement-grant.js";
import { invalidParameter, quoted } from "./invalid-parameter.js";
import type { AmountsInUse, Lease, LimitedHolding } from "./lease.js";
import type { License } from "./license.js";

/** A longer life for a lease. */
export interface Extension {
  readonly expiration: EpochSeconds;
  /** All that the lease holds, with the limits of the license's latest version. */
  readonly holdings: readonly LimitedHolding[];
}

/**
 * Decides about the extension of a lease, under the latest version of its license. A lease never gets shorter.
 *
 * @param inUse how much of the lease's entitlements active leases hold at the moment, itself included
 * @throws InvalidParameterValueException saying why the lease cannot be extended, and what to do
 */
export function decideExtension(lease: Lease, license: License, inUse: AmountsInUse, now: EpochSeconds): Extension {
  const refused = (problem: string, remedy: string): InvalidParameterValueException =>
    invalidParameter("LicenseConsumptionToken", `is ${quoted(lease.consumptionToken)}, ${problem}`, remedy);
  if (lease.kind === "BORROW") {
    throw refused("of a borrowed license", "Borrow it again, which answers a new signed token");
  }
  if (lease.kind === "PERPETUAL") throw refused("of a PERPETUAL checkout", "It does not expire; keep using it");
  if (lease.returnedAt !== undefined) {
    throw refused(`of a checkout that was returned at ${formatDateTime(lease.returnedAt)}`, AGAIN);
  }
  if (now >= lease.expiration) {
    throw refused(`of a checkout that expired at ${formatDateTime(lease.expiration)}`, AGAIN);
  }
  const { arn, terms } = license;
  const unavailable = unavailability(license, "extended", now);
  if (unavailable !== undefined) throw refused("of a license that cannot be extended", withoutStop(unavailable));
  if (terms.consumptionConfiguration.ProvisionalConfiguration === undefined) {
    throw refused(`of the license ${arn}, which has no ProvisionalConfiguration any more`, ISSUER);
  }
  const holdings = lease.holdings.map(({ amount, entitlement }): LimitedHolding => {
    const offered = terms.entitlements.find(({ Name }) => Name === entitlement);
    const name = quoted(entitlement);
    if (offered === undefined)
      throw refused(`which holds ${name}, and the license has no such entitlement any more`, AGAIN);
    const maximum = maximumInUse(offered);
    const used = inUse.get(entitlement) ?? 0;
    if (used <= maximum) return { entitlement, amount, maximumInUse: maximum };
    const problem = `which holds ${name}, of which ${used} are in use and the license allows ${maximum} by now`;
    throw refused(problem, "Return what is not needed");
  });
  return { expiration: Math.max(lease.expiration, expirationOf(terms, "PROVISIONAL", now)), holdings };
}

const AGAIN = "Check the license out again";
const ISSUER = "Ask the license's issuer";

function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}
