import type { CreateLicenseVersionRequest, LicenseStatus } from "@borrow-license/server-stub";
import { invalidParameter, quoted } from "./invalid-parameter.js";
import type { IssuedStatus, LicenseTerms } from "./license.js";
import { licenseTerms } from "./license-terms.js";

/**
 * Checks what an issuer wants in a license's next version and answers it as terms. The product, the beneficiary and the
 * home region stay.
 *
 * @param signKeys what `Issuer.SignKey` can be
 * @throws InvalidParameterValueException naming the member, its value and what to do
 */
export function nextTerms(
  latest: LicenseTerms,
  request: CreateLicenseVersionRequest,
  signKeys: readonly string[],
): LicenseTerms {
  const { beneficiary: Beneficiary, homeRegion, productSku: ProductSKU } = latest;
  const terms = licenseTerms({ ...request, ProductSKU, Beneficiary }, signKeys);
  if (terms.homeRegion !== homeRegion) {
    throw invalidParameter(
      "HomeRegion",
      `is ${quoted(terms.homeRegion)}, and the license's is ${quoted(homeRegion)}, which cannot change`,
      "Give that one, or create another license",
    );
  }
  return { ...terms, status: issuedStatus(request.Status) };
}

function issuedStatus(status: LicenseStatus): IssuedStatus {
  if (status !== "DELETED" && status !== "PENDING_DELETE") return status;
  throw invalidParameter("Status", `is "${status}", which no version is given`, "Use DeleteLicense");
}
