import type { LicenseStatus } from "@borrow-license/server-stub";
import type { EpochSeconds } from "./date-time.js";
import type { License } from "./license.js";

/**
 * A license's status as callers see it: how far its deletion is; or else the issuer's, and where that is `AVAILABLE`,
 * what its validity makes of it. Storages know the same rule, to list licenses by their status.
 */
export function statusAt({ deletion, terms }: Pick<License, "deletion" | "terms">, now: EpochSeconds): LicenseStatus {
  if (deletion !== undefined) return now < deletion.date ? "PENDING_DELETE" : "DELETED";
  const { status, validity } = terms;
  if (status !== "AVAILABLE") return status;
  if (now < validity.begin) return "PENDING_AVAILABLE";
  if (validity.end !== undefined && now >= validity.end) return "EXPIRED";
  return "AVAILABLE";
}
