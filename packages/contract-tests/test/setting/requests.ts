import { randomUUID } from "node:crypto";
import type {
  CheckoutBorrowLicenseCommandInput,
  CheckoutLicenseCommandInput,
  CreateLicenseCommandInput,
  CreateLicenseVersionCommandInput,
} from "@borrow-license/client";

/** A license with ten seats and a feature, to be borrowed for up to a day. */
export function licenseRequest(change: Partial<CreateLicenseCommandInput> = {}): CreateLicenseCommandInput {
  return {
    LicenseName: "Studio for Example Ltd.",
    ProductName: "Studio",
    ProductSKU: "studio-2026",
    Issuer: { Name: "Example Software" },
    HomeRegion: "us-east-1",
    Validity: { Begin: "2026-01-01T00:00:00Z", End: "2027-01-01T00:00:00Z" },
    Entitlements: [
      { Name: "seats", Unit: "Count", MaxCount: 10, AllowCheckIn: true },
      { Name: "export", Unit: "None", Value: "pdf" },
    ],
    Beneficiary: "Example Ltd.",
    ConsumptionConfiguration: {
      RenewType: "None",
      BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 1440 },
    },
    LicenseMetadata: [{ Name: "order", Value: "4711" }],
    ClientToken: randomUUID(),
    ...change,
  };
}

/** A checkout of one seat. */
export function borrowRequest(
  LicenseArn: string,
  change: Partial<CheckoutBorrowLicenseCommandInput> = {},
): CheckoutBorrowLicenseCommandInput {
  return {
    LicenseArn,
    Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
    DigitalSignatureMethod: "JWT_PS384",
    NodeId: "workstation-7",
    ClientToken: randomUUID(),
    ...change,
  };
}

/** A checkout of one seat for use with a connection. */
export function checkoutRequest(change: Partial<CheckoutLicenseCommandInput> = {}): CheckoutLicenseCommandInput {
  return {
    ProductSKU: "studio-2026",
    CheckoutType: "PROVISIONAL",
    KeyFingerprint: "aws:123456789012:Example Software:issuer-fingerprint",
    Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
    ClientToken: randomUUID(),
    ...change,
  };
}

/** A next version with the terms of `licenseRequest`. */
export function versionRequest(
  LicenseArn: string,
  change: Partial<CreateLicenseVersionCommandInput> = {},
): CreateLicenseVersionCommandInput {
  const { Beneficiary: _, ProductSKU: __, ...terms } = licenseRequest();
  return { ...terms, LicenseArn, Status: "AVAILABLE", ...change };
}
