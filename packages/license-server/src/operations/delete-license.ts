import type { DeleteLicenseRequest, DeleteLicenseResponse, OperationContext } from "@borrow-license/server-stub";
import { epochSeconds, formatDateTime } from "../domain/date-time.js";
import type { LicenseDeletion } from "../domain/license.js";
import { checkAccess, checkRate } from "./admission.js";
import { againstLatestVersion } from "./against-latest-version.js";
import { changeAuthor } from "./change-author.js";
import { checkHomeRegion } from "./home-region.js";
import type { OperationEnvironment } from "./operation-environment.js";
import { checkSourceVersion } from "./source-version.js";
import { unknownLicenseArn } from "./unknown-license.js";

/** Deletes a license. Doing it again answers the same. */
export async function deleteLicense(
  environment: OperationEnvironment,
  input: DeleteLicenseRequest,
  context: OperationContext,
): Promise<DeleteLicenseResponse> {
  await checkRate(environment, context);
  await checkAccess(environment, context, input.LicenseArn);
  return againstLatestVersion(async () => {
    const { clock, storage } = environment;
    const now = epochSeconds(clock());
    const license = await storage.findLicense(input.LicenseArn);
    if (license === undefined) throw unknownLicenseArn(input.LicenseArn);
    checkHomeRegion(environment, license);
    if (license.deletion !== undefined) return deletionResponse(license.deletion, now);
    checkSourceVersion(input.SourceVersion, license);
    const author = changeAuthor(environment, context);
    const deleted = await storage.deleteLicense(license.arn, license.version, now, author);
    return deleted.outcome === "deleted" ? deletionResponse(deleted.deletion, now) : "superseded";
  });
}

function deletionResponse({ date }: LicenseDeletion, now: number): DeleteLicenseResponse {
  return { Status: now < date ? "PENDING_DELETE" : "DELETED", DeletionDate: formatDateTime(date) };
}
