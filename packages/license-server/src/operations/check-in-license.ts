import type { CheckInLicenseRequest, CheckInLicenseResponse, OperationContext } from "@borrow-license/server-stub";
import { decideCheckIn } from "../domain/check-in.js";
import { epochSeconds } from "../domain/date-time.js";
import { checkRate } from "./admission.js";
import { changeAuthor } from "./change-author.js";
import { findCheckout } from "./find-checkout.js";
import type { OperationEnvironment } from "./operation-environment.js";

/** Returns what was checked out, before it expires. */
export async function checkInLicense(
  environment: OperationEnvironment,
  { Beneficiary, LicenseConsumptionToken }: CheckInLicenseRequest,
  context: OperationContext,
): Promise<CheckInLicenseResponse> {
  await checkRate(environment, context);
  const { clock, storage } = environment;
  const lease = await findCheckout(environment, context, LicenseConsumptionToken);
  const license = await storage.findLicense(lease.licenseArn, lease.licenseVersion);
  if (license === undefined) throw new Error("The storage has a lease without its license.");
  const now = epochSeconds(clock());
  if (decideCheckIn(lease, license, Beneficiary, now) === "give-back") {
    await storage.returnLease(LicenseConsumptionToken, now, changeAuthor(environment, context));
  }
  return {};
}
