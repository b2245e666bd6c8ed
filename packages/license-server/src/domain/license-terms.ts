import type {
  ConsumptionConfiguration,
  CreateLicenseRequest,
  DatetimeRange,
  Entitlement,
  Issuer,
} from "@borrow-license/server-stub";
import {
  checkListLength,
  checkName,
  checkText,
  MAXIMUM_ENTITLEMENTS,
  MAXIMUM_TIME_TO_LIVE_IN_MINUTES,
} from "./bounds.js";
import { parseDateTime } from "./date-time.js";
import { invalidParameter, quoted } from "./invalid-parameter.js";
import { isFeature, type LicenseIssuer, type LicenseTerms, type Validity } from "./license.js";
import { checkMetadata } from "./metadata.js";

/**
 * Checks what an issuer wants in a license and answers it as terms.
 *
 * @param signKeys what `Issuer.SignKey` can be: the names of signing keys, then their IDs
 * @throws InvalidParameterValueException naming the member, its value and what to do
 */
export function licenseTerms(request: CreateLicenseRequest, signKeys: readonly string[]): LicenseTerms {
  checkName("LicenseName", request.LicenseName);
  checkName("ProductName", request.ProductName);
  checkName("ProductSKU", request.ProductSKU);
  checkName("HomeRegion", request.HomeRegion);
  checkName("Beneficiary", request.Beneficiary);
  checkEntitlements(request.Entitlements);
  checkConsumption(request.ConsumptionConfiguration);
  if (request.LicenseMetadata !== undefined) checkMetadata("LicenseMetadata", request.LicenseMetadata);
  return {
    status: "AVAILABLE",
    licenseName: request.LicenseName,
    productName: request.ProductName,
    productSku: request.ProductSKU,
    issuer: licenseIssuer(request.Issuer, signKeys),
    homeRegion: request.HomeRegion,
    validity: licenseValidity(request.Validity),
    beneficiary: request.Beneficiary,
    entitlements: request.Entitlements,
    consumptionConfiguration: request.ConsumptionConfiguration,
    ...(request.LicenseMetadata === undefined ? {} : { metadata: request.LicenseMetadata }),
  };
}

function licenseIssuer({ Name, SignKey }: Issuer, signKeys: readonly string[]): LicenseIssuer {
  checkName("Issuer.Name", Name);
  if (SignKey === undefined) return { name: Name };
  if (signKeys.includes(SignKey)) return { name: Name, signKey: SignKey };
  throw invalidParameter(
    "Issuer.SignKey",
    `is ${quoted(SignKey)}, and this server has no such key`,
    `Leave it out, or name one that it has, such as ${signKeys.slice(0, SHOWN_SIGN_KEYS).map(quoted).join(", ")}`,
  );
}

/** How many signing keys a message names. */
const SHOWN_SIGN_KEYS = 3;

function licenseValidity({ Begin, End }: DatetimeRange): Validity {
  const begin = parseDateTime("Validity.Begin", Begin);
  if (End === undefined) return { begin };
  const end = parseDateTime("Validity.End", End);
  if (end > begin) return { begin, end };
  throw invalidParameter(
    "Validity.End",
    `is ${quoted(End)}, which is not after Validity.Begin, ${quoted(Begin)}`,
    "Give a later End, or none for a license without an end",
  );
}

function checkEntitlements(entitlements: readonly Entitlement[]): void {
  if (entitlements.length === 0) throw invalidParameter("Entitlements", "is empty", "Give one entitlement at least");
  checkListLength("Entitlements", entitlements, MAXIMUM_ENTITLEMENTS);
  const names = new Set<string>();
  for (const [index, entitlement] of entitlements.entries()) {
    const path = `Entitlements[${index}]`;
    checkName(`${path}.Name`, entitlement.Name);
    if (names.has(entitlement.Name)) {
      throw invalidParameter(`${path}.Name`, `is ${quoted(entitlement.Name)} again`, "Give each entitlement once");
    }
    names.add(entitlement.Name);
    if (isFeature(entitlement)) checkFeature(path, entitlement);
    else checkCounted(path, entitlement);
  }
}

function checkFeature(path: string, { MaxCount, Value }: Entitlement): void {
  if (Value !== undefined) checkText(`${path}.Value`, Value);
  if (MaxCount === undefined) return;
  throw invalidParameter(
    `${path}.MaxCount`,
    `is ${MaxCount}, but Unit "None" makes the entitlement a feature, which is not counted`,
    "Leave MaxCount out, or give the Unit in which to count",
  );
}

function checkCounted(path: string, { MaxCount, Unit, Value }: Entitlement): void {
  if (Value !== undefined) {
    throw invalidParameter(
      `${path}.Value`,
      `is ${quoted(Value)}, but an entitlement with Unit ${quoted(Unit)} is counted and has no value`,
      'Give MaxCount in its place, or Unit "None" for a feature',
    );
  }
  if (MaxCount === undefined) {
    throw invalidParameter(
      `${path}.MaxCount`,
      `is missing, and the entitlement has Unit ${quoted(Unit)}`,
      "Give a positive whole number, or 0 for no limit",
    );
  }
  if (Number.isSafeInteger(MaxCount) && MaxCount >= 0) return;
  throw invalidParameter(`${path}.MaxCount`, `is ${MaxCount}`, "Give a positive whole number, or 0 for no limit");
}

function checkConsumption({ BorrowConfiguration, ProvisionalConfiguration }: ConsumptionConfiguration): void {
  checkTimeToLive("BorrowConfiguration", BorrowConfiguration);
  checkTimeToLive("ProvisionalConfiguration", ProvisionalConfiguration);
}

function checkTimeToLive(name: string, configuration: { readonly MaxTimeToLiveInMinutes: number } | undefined): void {
  if (configuration === undefined) return;
  const minutes = configuration.MaxTimeToLiveInMinutes;
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= MAXIMUM_TIME_TO_LIVE_IN_MINUTES) return;
  throw invalidParameter(
    `ConsumptionConfiguration.${name}.MaxTimeToLiveInMinutes`,
    `is ${minutes}`,
    `Give a whole number from 1 to ${MAXIMUM_TIME_TO_LIVE_IN_MINUTES}`,
  );
}
