import { ConflictException } from "@borrow-license/server-stub";
import { END_OF_TIME, type EpochSeconds, formatDateTime } from "./date-time.js";
import { invalidParameter, quoted } from "./invalid-parameter.js";
import type { Lease } from "./lease.js";
import type { License } from "./license.js";

/**
 * Decides about the return of a lease.
 *
 * @param license the license in the version whose terms hold for the lease
 * @param beneficiary whom the caller takes the license to be for, where it says so
 * @returns whether the lease gives something back. One that was returned or has expired holds nothing: its return
 *   succeeds and changes nothing
 * @throws InvalidParameterValueException when the license is for somebody else
 * @throws ConflictException when the license does not allow an early return
 */
export function decideCheckIn(
  lease: Lease,
  license: License,
  beneficiary: string | undefined,
  now: EpochSeconds,
): "give-back" | "nothing-to-give-back" {
  const { consumptionConfiguration, entitlements } = license.terms;
  if (beneficiary !== undefined && beneficiary !== license.terms.beneficiary) {
    throw invalidParameter(
      "Beneficiary",
      `is ${quoted(beneficiary)}, and the license is for somebody else`,
      "Give the license's Beneficiary, or leave it out",
    );
  }
  if (lease.returnedAt !== undefined || now >= lease.expiration) return "nothing-to-give-back";
  const expiry =
    lease.expiration === END_OF_TIME
      ? "It does not expire."
      : `It gives back what it holds by itself when it expires, at ${formatDateTime(lease.expiration)}.`;
  if (lease.kind === "BORROW" && consumptionConfiguration.BorrowConfiguration?.AllowEarlyCheckIn === false) {
    throw new ConflictException({
      Message: `The license ${license.arn} does not allow early check-in (AllowEarlyCheckIn is false). ${expiry}`,
    });
  }
  const fixed = new Set(entitlements.filter(({ AllowCheckIn }) => AllowCheckIn === false).map(({ Name }) => Name));
  const holding = lease.holdings.find(({ entitlement }) => fixed.has(entitlement));
  if (holding === undefined) return "give-back";
  const Message = `The entitlement ${quoted(holding.entitlement)} does not allow check-in (AllowCheckIn is false). ${expiry}`;
  throw new ConflictException({ Message });
}
