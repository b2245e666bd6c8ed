import { type Filter, LicenseStatus, type ListLicensesRequest } from "@borrow-license/server-stub";
import { checkListLength, checkText } from "./bounds.js";
import { invalidParameter, quoted } from "./invalid-parameter.js";
import { issuerFingerprint } from "./issuer-fingerprint.js";

/** What the licenses of a list have to meet, all that is given. */
export interface LicenseConditions {
  /** The account that the issuer's fingerprint names: 12 digits. */
  readonly issuerAccount?: string;
  readonly issuerName?: string;
  readonly arns?: readonly string[];
  readonly beneficiaries?: readonly string[];
  readonly productSku?: string;
  readonly status?: LicenseStatus;
}

/** The most licenses that a list can be asked for by their ARNs. */
const MAXIMUM_ARNS = 100;

/**
 * Checks which licenses a list is to have. The same ones in another order are the same conditions, in the same order.
 *
 * @throws InvalidParameterValueException naming the member, its value and what to do
 */
export function licenseConditions({ Filters = [], LicenseArns }: ListLicensesRequest): LicenseConditions {
  if (LicenseArns !== undefined) checkListLength("LicenseArns", LicenseArns, MAXIMUM_ARNS);
  const names = new Set<string>();
  let conditions: LicenseConditions = LicenseArns === undefined ? {} : { arns: [...new Set(LicenseArns)].sort() };
  for (const [index, filter] of Filters.entries()) {
    const path = `Filters[${index}]`;
    const { name, value } = filterOf(path, filter);
    if (names.has(name)) throw invalidParameter(`${path}.Name`, `is ${quoted(name)} again`, "Give each filter once");
    names.add(name);
    conditions = { ...conditions, ...conditionOf(path, name, value) };
  }
  return Object.fromEntries(Object.entries(conditions).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function filterOf(path: string, { Name, Values }: Filter): { readonly name: string; readonly value: string } {
  if (Name === undefined) throw invalidParameter(`${path}.Name`, "is missing", `Give one of ${NAMES}`);
  const [value, ...others] = Values ?? [];
  if (value === undefined) throw invalidParameter(`${path}.Values`, "has no value", "Give one");
  if (others.length > 0) {
    const problem = `has ${others.length + 1} values, and a filter compares with one`;
    throw invalidParameter(`${path}.Values`, problem, "Give one, and list once for each of the others");
  }
  return { name: Name, value };
}

const NAMES = '"Beneficiary", "ProductSKU", "Fingerprint" and "Status"';

function conditionOf(path: string, name: string, value: string): LicenseConditions {
  const member = `${path}.Values[0]`;
  switch (name) {
    case "Beneficiary":
      checkText(member, value);
      return { beneficiaries: [value] };
    case "ProductSKU":
      checkText(member, value);
      return { productSku: value };
    case "Fingerprint": {
      const { account, issuerName } = issuerFingerprint(member, value);
      return { issuerAccount: account, issuerName };
    }
    case "Status":
      return { status: statusOf(member, value) };
    default:
      throw invalidParameter(`${path}.Name`, `is ${quoted(name)}, which is no filter`, `Give one of ${NAMES}`);
  }
}

function statusOf(member: string, value: string): LicenseStatus {
  const statuses: readonly string[] = Object.values(LicenseStatus);
  if (statuses.includes(value)) return value as LicenseStatus;
  throw invalidParameter(member, `is ${quoted(value)}, which is no status`, `Give one of ${statuses.join(", ")}`);
}
