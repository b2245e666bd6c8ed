import type { CheckoutBorrowLicenseRequest, CreateLicenseRequest } from "@borrow-license/server-stub";
import type { License, LicenseTerms } from "../src/domain/license.js";
import type { NewLease } from "../src/storage/licenses/license-storage.js";

export const ARN = "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef";

/** 2026-06-01T12:00:00Z */
export const NOON = 1_780_315_200;

/** A license with 5 seats and a feature, to be borrowed for 8 hours at most, valid through 2026. */
export const createStudio: CreateLicenseRequest = {
  LicenseName: "Studio for Example Ltd.",
  ProductName: "Studio",
  ProductSKU: "studio-2026",
  Issuer: { Name: "Example Software" },
  HomeRegion: "us-east-1",
  Validity: { Begin: "2026-01-01T00:00:00Z", End: "2027-01-01T00:00:00Z" },
  Entitlements: [
    { Name: "seats", Unit: "Count", MaxCount: 5 },
    { Name: "export", Unit: "None", Value: "pdf" },
  ],
  Beneficiary: "Example Ltd.",
  ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 480 } },
  ClientToken: "create-1",
};

/** The terms that `createStudio` asks for. */
export const studioTerms: LicenseTerms = {
  status: "AVAILABLE",
  licenseName: "Studio for Example Ltd.",
  productName: "Studio",
  productSku: "studio-2026",
  issuer: { name: "Example Software" },
  homeRegion: "us-east-1",
  validity: { begin: 1_767_225_600, end: 1_798_761_600 },
  beneficiary: "Example Ltd.",
  entitlements: [
    { Name: "seats", Unit: "Count", MaxCount: 5 },
    { Name: "export", Unit: "None", Value: "pdf" },
  ],
  consumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 480 } },
};

/** The license, with other terms where a test asks for them. */
export function studio(terms: Partial<LicenseTerms> = {}): License {
  return { arn: ARN, account: "123456789012", createdAt: NOON, version: 1, terms: { ...studioTerms, ...terms } };
}

/** A checkout of seats. */
export function borrowSeats(seats: string, clientToken: string, arn: string = ARN): CheckoutBorrowLicenseRequest {
  return {
    LicenseArn: arn,
    Entitlements: [{ Name: "seats", Value: seats, Unit: "Count" }],
    DigitalSignatureMethod: "JWT_PS384",
    NodeId: "workstation-7",
    ClientToken: clientToken,
  };
}

/** What a service answers to a checkout with a lease. A feature has no value here. */
export function checkoutResponse(lease: NewLease, features: readonly string[] = []): string {
  const { consumptionToken, expiration, holdings, issuedAt, kind, licenseArn, nodeId } = lease;
  return JSON.stringify({
    ...(kind === "BORROW" ? { SignedToken: "token" } : { CheckoutType: kind }),
    LicenseArn: licenseArn,
    LicenseConsumptionToken: consumptionToken,
    EntitlementsAllowed: holdings.map(({ amount, entitlement }) =>
      features.includes(entitlement)
        ? { Name: entitlement, Unit: "None" }
        : { Name: entitlement, Value: `${amount}`, Unit: "Count" },
    ),
    ...(nodeId === undefined ? {} : { NodeId: nodeId }),
    IssuedAt: new Date(issuedAt * 1000).toISOString().replace(".000", ""),
    ...(kind === "PERPETUAL" ? {} : { Expiration: new Date(expiration * 1000).toISOString().replace(".000", "") }),
  });
}

/** The name and the message of the error that a function throws or a promise is rejected with. */
export async function failure(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
  return "no error";
}

/** A lease of {@link ARN} for the hour from {@link NOON} on, as a storage gets it: one of five seats, unless told else. */
export const newLease = (consumptionToken: string, changes: Partial<NewLease> = {}): NewLease => ({
  consumptionToken,
  licenseArn: ARN,
  licenseVersion: 1,
  kind: "BORROW",
  account: "123456789012",
  issuedAt: NOON,
  expiration: NOON + 3600,
  holdings: [{ entitlement: "seats", amount: 1, maximumInUse: 5 }],
  ...changes,
});
