import type { License as ApiLicense } from "@borrow-license/server-stub";
import { keyFingerprint } from "@borrow-license/token-verification/issuer";
import { type EpochSeconds, formatDateTime } from "./date-time.js";
import type { License } from "./license.js";
import { statusAt } from "./license-status.js";

/** A license as the API says it, with its status at the moment. */
export function apiLicense(license: License, now: EpochSeconds): ApiLicense {
  const { account, arn, createdAt, terms, version } = license;
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
    Status: statusAt(license, now),
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
