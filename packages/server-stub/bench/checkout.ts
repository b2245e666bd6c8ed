// One checkout of typical size: 485 bytes come, 1,966 bytes go.
import type {
  CheckoutBorrowLicenseRequest,
  CheckoutBorrowLicenseResponse,
  EntitlementData,
  Metadata,
} from "../src/index.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef";

const ENTITLEMENTS: readonly EntitlementData[] = [
  { Name: "seats", Value: "2", Unit: "Count" },
  { Name: "export", Unit: "None" },
];

const METADATA: readonly Metadata[] = [
  { Name: "site", Value: "plant-4" },
  { Name: "purpose", Value: "field work without any network, July" },
];

export const REQUEST: CheckoutBorrowLicenseRequest = {
  LicenseArn: ARN,
  Entitlements: ENTITLEMENTS,
  DigitalSignatureMethod: "JWT_PS384",
  NodeId: "workstation-7.plant-4.example.com/0123456789abcdef0123456789abcdef012345",
  CheckoutMetadata: METADATA,
  ClientToken: "3d1c0c1e-8a8d-4d0f-9b53-6a2f6d1f0b7e",
};

export const RESPONSE: CheckoutBorrowLicenseResponse = {
  LicenseArn: ARN,
  LicenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
  EntitlementsAllowed: ENTITLEMENTS,
  NodeId: REQUEST.NodeId,
  SignedToken: `eyJhbGciOiJQUzM4NCJ9.${"a".repeat(1395)}`,
  IssuedAt: "2026-01-31T12:00:00Z",
  Expiration: "2026-02-07T12:00:00Z",
  CheckoutMetadata: METADATA,
};

export const TARGET = "AWSLicenseManager.CheckoutBorrowLicense";
export const CONTENT_TYPE = "application/x-amz-json-1.1";
export const REQUEST_BYTES: Buffer = Buffer.from(JSON.stringify(REQUEST));
