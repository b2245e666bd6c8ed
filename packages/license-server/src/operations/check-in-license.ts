import {
  type CheckInLicenseRequest,
  type CheckInLicenseResponse,
  type OperationContext,
  ResourceNotFoundException,
} from "@borrow-license/server-stub";
import { decideCheckIn } from "../domain/check-in.js";
import { epochSeconds } from "../domain/date-time.js";
import { quoted } from "../domain/invalid-parameter.js";
import { checkAccess, checkRate } from "./admission.js";
import type { OperationEnvironment } from "./operation-environment.js";

/** Returns what was checked out, before it expires. */
export async function checkInLicense(
  environment: OperationEnvironment,
  { Beneficiary, LicenseConsumptionToken }: CheckInLicenseRequest,
  context: OperationContext,
): Promise<CheckInLicenseResponse> {
  await checkRate(environment, context);
  const { clock, storage } = environment;
  const lease = await storage.findLease(LicenseConsumptionToken);
  await checkAccess(environment, context, lease?.licenseArn);
  if (lease === undefined) throw checkoutNotFound(LicenseConsumptionToken);
  const license = await storage.findLicense(lease.licenseArn, lease.licenseVersion);
  if (license === undefined) throw new Error("The storage has a lease without its license.");
  const now = epochSeconds(clock());
  if (decideCheckIn(lease, license, Beneficiary, now) === "give-back") {
    await storage.returnLease(LicenseConsumptionToken, now);
  }
  return {};
}

function checkoutNotFound(consumptionToken: string): ResourceNotFoundException {
  const problem = `There is no checkout with the LicenseConsumptionToken ${quoted(consumptionToken)}.`;
  return new ResourceNotFoundException({
    Message: `${problem} Give the one that the checkout answered beside the signed token.`,
  });
}
