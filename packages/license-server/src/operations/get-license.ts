import type { GetLicenseRequest, GetLicenseResponse, OperationContext } from "@borrow-license/server-stub";
import { apiLicense } from "../domain/api-license.js";
import { epochSeconds } from "../domain/date-time.js";
import { invalidParameter } from "../domain/invalid-parameter.js";
import { versionNumber } from "../domain/version-number.js";
import { checkAccess, checkRate } from "./admission.js";
import type { OperationEnvironment } from "./operation-environment.js";
import { unknownLicenseArn } from "./unknown-license.js";

/** Gets a license in its latest version, or in the one that is asked for. */
export async function getLicense(
  environment: OperationEnvironment,
  { LicenseArn, Version }: GetLicenseRequest,
  context: OperationContext,
): Promise<GetLicenseResponse> {
  await checkRate(environment, context);
  await checkAccess(environment, context, LicenseArn);
  const version = Version === undefined ? undefined : versionNumber("Version", Version);
  const license = await environment.storage.findLicense(LicenseArn, version);
  if (license !== undefined) return { License: apiLicense(license, epochSeconds(environment.clock())) };
  const latest = version === undefined ? undefined : await environment.storage.findLicense(LicenseArn);
  if (latest === undefined) throw unknownLicenseArn(LicenseArn);
  throw invalidParameter(
    "Version",
    `is "${version}", and the license's latest version is "${latest.version}"`,
    "Give a version up to that, or none for the latest",
  );
}
