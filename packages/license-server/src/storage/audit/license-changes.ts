import { END_OF_TIME, type EpochSeconds, formatDateTime } from "../../domain/date-time.js";
import type { Lease } from "../../domain/lease.js";
import type { License } from "../../domain/license.js";
import type { ChangeAuthor, NewAuditEvent } from "./audit-event.js";

// What the audit log has of changes of licenses and leases. Where nobody says who makes a change, it is put down to the
// account that what changes belongs to.

/** A version of a license was created, the first one or a later one. */
export function versionCreated(
  operation: string,
  { account, arn, terms, version }: License,
  at: EpochSeconds,
  author?: ChangeAuthor,
): NewAuditEvent {
  const details = { Version: String(version), Status: terms.status };
  return { account, ...author, at, operation, licenseArn: arn, outcome: "created", details };
}

export function licenseDeleted(
  { account, arn, version }: Pick<License, "account" | "arn" | "version">,
  at: EpochSeconds,
  date: EpochSeconds,
  author?: ChangeAuthor,
): NewAuditEvent {
  const details = { Version: String(version), DeletionDate: formatDateTime(date) };
  return { account, ...author, at, operation: "DeleteLicense", licenseArn: arn, outcome: "deleted", details };
}

export function leaseExtended(
  { account, consumptionToken, expiration, licenseArn }: Lease,
  at: EpochSeconds,
  author?: ChangeAuthor,
): NewAuditEvent {
  const about = { operation: "ExtendLicenseConsumption", licenseArn, lease: consumptionToken };
  return { account, ...author, at, ...about, outcome: "extended", details: { Expiration: formatDateTime(expiration) } };
}

export function leaseReturned(
  { account, consumptionToken, licenseArn }: Lease,
  at: EpochSeconds,
  author?: ChangeAuthor,
): NewAuditEvent {
  const about = { operation: "CheckInLicense", licenseArn, lease: consumptionToken };
  return { account, ...author, at, ...about, outcome: "returned" };
}

/** What a checkout came to, as JSON: every checkout needs it, so it is made without detours. */
export function checkoutDetails({ expiration, licenseVersion }: Pick<Lease, "expiration" | "licenseVersion">): string {
  const end = expiration === END_OF_TIME ? "" : `,"Expiration":"${formatDateTime(expiration)}"`;
  return `{"Version":"${licenseVersion}"${end}}`;
}
