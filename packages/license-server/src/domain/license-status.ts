import type { LicenseStatus } from "@borrow-license/server-stub";
import type { EpochSeconds } from "./date-time.js";
import type { LicenseTerms } from "./license.js";

/** A license's status as callers see it: the issuer's, and where that is `AVAILABLE`, what its validity makes of it. */
export function statusAt({ status, validity }: LicenseTerms, now: EpochSeconds): LicenseStatus {
  if (status !== "AVAILABLE") return status;
  if (now < validity.begin) return "PENDING_AVAILABLE";
  if (validity.end !== undefined && now >= validity.end) return "EXPIRED";
  return "AVAILABLE";
}
