import type {
  License as ApiLicense,
  GetLicenseRequest,
  GetLicenseResponse,
  OperationContext,
} from "@borrow-license/server-stub";
import { keyFingerprint } from "@borrow-license/token-verification/issuer";
import { type EpochSeconds, epochSeconds, formatDateTime } from "../domain/date-time.js";
import { invalidParameter, quoted } from "../domain/invalid-parameter.js";
import type { License } from "../domain/license.js";
import { statusAt } from "../domain/license-status.js";
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
  const version = Version === undefined ? undefined : versionNumber(Version);
  const license = await environment.storage.findLicense(LicenseArn, version);
  if (license !== undefined) return { License: asApiLicense(license, epochSeconds(environment.clock())) };
  const latest = version === undefined ? undefined : await environment.storage.findLicense(LicenseArn);
  if (latest === undefined) throw unknownLicenseArn(LicenseArn);
  throw invalidParameter(
    "Version",
    `is "${version}", and the license's latest version is "${latest.version}"`,
    "Give a version up to that, or none for the latest",
  );
}

function versionNumber(text: string): number {
  if (/^[1-9][0-9]{0,14}$/.test(text)) return Number(text);
  throw invalidParameter("Version", `is ${quoted(text)}`, 'Give a positive whole number such as "1", or none');
}

function asApiLicense({ account, arn, createdAt, terms, version }: License, now: EpochSeconds): ApiLicense {
  const { issuer, validity } = terms;
  return {
    LicenseArn: arn,
    LicenseName: terms.licenseName,
    ProductName: terms.productName,
    ProductSKU: terms.productSku,
    Issuer: {
      Name: issuer.name,
      ...(issuer.signKey === undefined ? {} : { SignKey: issuer.signKey }),
      KeyFingerprint: keyFingerprint(account, issuer.name),
    },
    HomeRegion: terms.homeRegion,
    Status: statusAt(terms, now),
    Validity: {
      Begin: formatDateTime(validity.begin),
      ...(validity.end === undefined ? {} : { End: formatDateTime(validity.end) }),
    },
    Beneficiary: terms.beneficiary,
    Entitlements: terms.entitlements,
    ConsumptionConfiguration: terms.consumptionConfiguration,
    ...(terms.metadata === undefined ? {} : { LicenseMetadata: terms.metadata }),
    CreateTime: formatDateTime(createdAt),
    Version: String(version),
  };
}
