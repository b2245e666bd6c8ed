import { AccessDeniedException } from "@borrow-license/server-stub";
import type { Lease } from "../domain/lease.js";
import type { License } from "../domain/license.js";
import { aroundMethods } from "../observation/around-methods.js";
import type { LicenseStorage } from "../storage/licenses/license-storage.js";

/** What the account that a license is for may do with it. The license's own account may do everything. */
const OF_BENEFICIARIES: ReadonlySet<string> = new Set([
  "CheckInLicense",
  "CheckoutBorrowLicense",
  "CheckoutLicense",
  "ExtendLicenseConsumption",
  "GetLicense",
  "GetLicenseUsage",
  "ListLicenseVersions",
]);

/**
 * Shows an account the licenses and leases that are its own, and the licenses whose beneficiary it is. For whoever is
 * neither they do not exist, so that nobody learns which ARNs there are.
 *
 * @throws AccessDeniedException in place of a license or lease that the account sees and may not use for the operation
 */
export function visibleLicenses(storage: LicenseStorage, account: string, operation: string): LicenseStorage {
  const visible = (license: License | undefined): License | undefined => {
    if (license === undefined || license.account === account) return license;
    if (beneficiaryAccount(license.terms.beneficiary) !== account) return undefined;
    if (OF_BENEFICIARIES.has(operation)) return license;
    throw new AccessDeniedException({
      Message:
        `The license ${license.arn} belongs to the account ${license.account}; your account ${account} is its beneficiary, ` +
        `which does not allow ${operation}. Ask the license's issuer.`,
    });
  };
  const own: Partial<LicenseStorage> = {
    findLicense: async (arn, version) => visible(await storage.findLicense(arn, version)),
    async listLicenses(query) {
      if (query.account === account) return storage.listLicenses(query);
      const licenses = await storage.listLicenses({ ...query, beneficiaryAccount: account });
      return licenses.filter((license) => visible(license) !== undefined);
    },
    async listLicenseVersions(arn, before, limit) {
      const seen: License[] = [];
      for (let next = before; ; ) {
        const versions = await storage.listLicenseVersions(arn, next, limit);
        seen.push(...versions.filter((license) => visible(license) !== undefined));
        next = versions.at(-1)?.version;
        if (versions.length < limit || seen.length >= limit) return seen.slice(0, limit);
      }
    },
    async readForCheckout(...parameters) {
      const snapshot = await storage.readForCheckout(...parameters);
      return { ...snapshot, license: visible(snapshot.license) };
    },
    async findLease(consumptionToken): Promise<Lease | undefined> {
      const lease = await storage.findLease(consumptionToken);
      if (lease === undefined || lease.account === account) return lease;
      const license = visible(await storage.findLicense(lease.licenseArn));
      if (license === undefined || license.account === account) return license && lease;
      throw new AccessDeniedException({
        Message: `Another account checked this out of the license ${license.arn}. Use that account's credentials.`,
      });
    },
  };
  return aroundMethods(storage, (method, args, call) => {
    const restricted: unknown = Object.hasOwn(own, method) ? Reflect.get(own, method) : undefined;
    return typeof restricted === "function" ? restricted(...args) : call();
  });
}

/** The account that a `Beneficiary` names, by its 12 digits or by an ARN of it. Other texts name none. */
export function beneficiaryAccount(beneficiary: string): string | undefined {
  return /^(?:arn:aws[a-z-]*:(?:iam|sts)::)?([0-9]{12})(?:$|:)/.exec(beneficiary)?.[1];
}
