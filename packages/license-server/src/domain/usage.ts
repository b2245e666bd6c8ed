import type { EntitlementUsage, LicenseUsage } from "@borrow-license/server-stub";
import type { AmountsInUse } from "./lease.js";
import type { License } from "./license.js";

/**
 * What of a license's entitlements is in use. For a feature that is the number of active leases that have it. An
 * entitlement without limit has the `MaxCount` 0, as in the license, and a feature has none.
 */
export function licenseUsage({ terms }: License, inUse: AmountsInUse): LicenseUsage {
  return {
    EntitlementUsages: terms.entitlements.map(
      ({ MaxCount, Name, Unit }): EntitlementUsage => ({
        Name,
        ConsumedValue: String(inUse.get(Name) ?? 0),
        ...(MaxCount === undefined ? {} : { MaxCount: String(MaxCount) }),
        Unit,
      }),
    ),
  };
}
