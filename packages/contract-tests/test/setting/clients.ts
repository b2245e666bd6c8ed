import * as aws from "@aws-sdk/client-license-manager";
import * as own from "@borrow-license/client";
import * as small from "@borrow-license/client/fetch";

/** What the tests use of a client's package: the same names in both. */
export type ClientModule = Pick<
  typeof own,
  | "AccessDeniedException"
  | "AuthorizationException"
  | "CheckInLicenseCommand"
  | "CheckoutBorrowLicenseCommand"
  | "CheckoutLicenseCommand"
  | "ConflictException"
  | "CreateLicenseCommand"
  | "CreateLicenseVersionCommand"
  | "DeleteLicenseCommand"
  | "EntitlementNotAllowedException"
  | "ExtendLicenseConsumptionCommand"
  | "GetLicenseCommand"
  | "GetLicenseUsageCommand"
  | "InvalidParameterValueException"
  | "LicenseManagerClient"
  | "LicenseManagerServiceException"
  | "ListLicenseVersionsCommand"
  | "ListLicensesCommand"
  | "NoEntitlementsAllowedException"
  | "RateLimitExceededException"
  | "RedirectException"
  | "ResourceNotFoundException"
  | "ServerInternalException"
  | "UnsupportedDigitalSignatureMethodException"
  | "ValidationException"
>;

/** All clients, by what they are imported from. Every scenario runs with each. */
export const CLIENTS: readonly (readonly [string, ClientModule])[] = [
  ["@borrow-license/client", own],
  ["@aws-sdk/client-license-manager", aws as unknown as ClientModule],
  ["@borrow-license/client/fetch", small as unknown as ClientModule],
];

/**
 * A client of the cloud, which msw stands in for, or of another address. It tries once, so that a test sees the first
 * answer.
 */
export function clientOf(module: ClientModule, endpoint?: string): own.LicenseManagerClient {
  return new module.LicenseManagerClient({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
    ...(endpoint !== undefined && { endpoint }),
  });
}
