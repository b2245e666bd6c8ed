import { type EpochSeconds, formatDateTime } from "./date-time.js";
import type { License } from "./license.js";
import { statusAt } from "./license-status.js";

/**
 * Why nothing can be taken from a license at the moment, and what to do: two sentences. Nothing where it is available.
 *
 * @param use what an available license can be, such as `borrowed`
 */
export function unavailability(license: License, use: string, now: EpochSeconds): string | undefined {
  const { arn, terms } = license;
  const { issuer, status: issued, validity } = terms;
  const status = statusAt(license, now);
  if (status === "AVAILABLE") return undefined;
  if (license.deletion !== undefined || issued !== "AVAILABLE") {
    return `The license ${arn} is ${status}, and only an AVAILABLE license can be ${use}. Ask its issuer, ${issuer.name}.`;
  }
  const present = `it is ${formatDateTime(now)}, and its validity`;
  if (now < validity.begin) {
    return `The license ${arn} is not valid yet: ${present} begins at ${formatDateTime(validity.begin)}. Try again then.`;
  }
  const end = validity.end === undefined ? "" : ` at ${formatDateTime(validity.end)}`;
  return `The license ${arn} is not valid any more: ${present} ended${end}. Ask its issuer, ${issuer.name}, for another one.`;
}
