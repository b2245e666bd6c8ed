import type {
  ExtendLicenseConsumptionRequest,
  ExtendLicenseConsumptionResponse,
  OperationContext,
} from "@borrow-license/server-stub";
import { epochSeconds, formatDateTime } from "../domain/date-time.js";
import { decideExtension } from "../domain/extension.js";
import { checkRate } from "./admission.js";
import { againstLatestVersion } from "./against-latest-version.js";
import { changeAuthor } from "./change-author.js";
import { findCheckout } from "./find-checkout.js";
import type { OperationEnvironment } from "./operation-environment.js";
import { licenseNotFound } from "./unknown-license.js";

/** Prolongs a provisional checkout. A dry run decides and answers as if, and changes nothing. */
export async function extendLicenseConsumption(
  environment: OperationEnvironment,
  input: ExtendLicenseConsumptionRequest,
  context: OperationContext,
): Promise<ExtendLicenseConsumptionResponse> {
  await checkRate(environment, context);
  return againstLatestVersion(() => extend(environment, input, context));
}

async function extend(
  environment: OperationEnvironment,
  { DryRun, LicenseConsumptionToken }: ExtendLicenseConsumptionRequest,
  context: OperationContext,
): Promise<ExtendLicenseConsumptionResponse | "superseded"> {
  const { clock, storage } = environment;
  const lease = await findCheckout(environment, context, LicenseConsumptionToken);
  const license = await storage.findLicense(lease.licenseArn);
  if (license === undefined) throw licenseNotFound(lease.licenseArn);
  const at = epochSeconds(clock());
  const names = lease.holdings.map(({ entitlement }) => entitlement);
  const inUse = await storage.amountsInUse(lease.licenseArn, names, at);
  const { expiration, holdings } = decideExtension(lease, license, inUse, at);
  if (!DryRun) {
    const extension = { licenseVersion: license.version, holdings, at, expiration };
    const author = changeAuthor(environment, context);
    const { outcome } = await storage.extendLease(LicenseConsumptionToken, extension, author);
    // Whatever came in between, the next attempt sees it and says so.
    if (outcome !== "extended") return "superseded";
  }
  return { LicenseConsumptionToken, Expiration: formatDateTime(expiration) };
}
