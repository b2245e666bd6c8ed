import type { GetLicenseUsageRequest, GetLicenseUsageResponse, OperationContext } from "@borrow-license/server-stub";
import { epochSeconds } from "../domain/date-time.js";
import { licenseUsage } from "../domain/usage.js";
import { checkAccess, checkRate } from "./admission.js";
import type { OperationEnvironment } from "./operation-environment.js";
import { unknownLicenseArn } from "./unknown-license.js";

/** Gets how much of each of a license's entitlements is in use at the moment. */
export async function getLicenseUsage(
  environment: OperationEnvironment,
  { LicenseArn }: GetLicenseUsageRequest,
  context: OperationContext,
): Promise<GetLicenseUsageResponse> {
  await checkRate(environment, context);
  await checkAccess(environment, context, LicenseArn);
  const { clock, storage } = environment;
  const license = await storage.findLicense(LicenseArn);
  if (license === undefined) throw unknownLicenseArn(LicenseArn);
  const names = license.terms.entitlements.map(({ Name }) => Name);
  const inUse = await storage.amountsInUse(LicenseArn, names, epochSeconds(clock()));
  return { LicenseUsage: licenseUsage(license, inUse) };
}
