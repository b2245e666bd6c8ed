import type { LicenseManagerClient } from "@borrow-license/client";
import type { ClientModule } from "./clients.js";
import { borrowRequest, checkoutRequest, licenseRequest, versionRequest } from "./requests.js";

export type OperationName =
  | "CheckInLicense"
  | "CheckoutBorrowLicense"
  | "CheckoutLicense"
  | "CreateLicense"
  | "CreateLicenseVersion"
  | "DeleteLicense"
  | "ExtendLicenseConsumption"
  | "GetLicense"
  | "GetLicenseUsage"
  | "ListLicenseVersions"
  | "ListLicenses";

/** The requests of all operations, about a license and a checkout of it. */
export function requestsAbout(
  LicenseArn: string,
  LicenseConsumptionToken: string,
): Readonly<Record<OperationName, object>> {
  return {
    CheckInLicense: { LicenseConsumptionToken },
    CheckoutBorrowLicense: borrowRequest(LicenseArn),
    CheckoutLicense: checkoutRequest(),
    CreateLicense: licenseRequest(),
    CreateLicenseVersion: versionRequest(LicenseArn),
    DeleteLicense: { LicenseArn, SourceVersion: "1" },
    ExtendLicenseConsumption: { LicenseConsumptionToken },
    GetLicense: { LicenseArn },
    GetLicenseUsage: { LicenseArn },
    ListLicenseVersions: { LicenseArn },
    ListLicenses: { LicenseArns: [LicenseArn] },
  };
}

/** What an operation answers, whichever it is. */
export type Answer = Readonly<Record<string, unknown>>;

/** Sends any operation's request, also one that the operation's type forbids. */
export type Send = (operation: OperationName, request: object) => Promise<Answer>;

export function sender(module: ClientModule, client: LicenseManagerClient): Send {
  type Command = new (request: object) => InstanceType<ClientModule["GetLicenseCommand"]>;
  const commands = module as unknown as Readonly<Record<`${OperationName}Command`, Command>>;
  return async (operation, request) => {
    const command = new commands[`${operation}Command`](request);
    return (await client.send(command)) as unknown as Answer;
  };
}
