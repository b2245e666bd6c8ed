import type { LicenseStatus } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import type { License } from "../src/domain/license.js";
import { statusAt } from "../src/domain/license-status.js";
import type { AnsweredRequest, LicenseQuery, LicenseStorage } from "../src/storage/licenses/license-storage.js";
import { ARN, NOON, studio } from "./licenses.js";

const ACCOUNT = "123456789012";

const request = (clientToken: string, operation = "CreateLicenseVersion"): AnsweredRequest => ({
  account: ACCOUNT,
  operation,
  clientToken,
  digest: `digest of ${clientToken}`,
  response: "{}",
  answeredAt: NOON,
});

const version = (number: number, terms: Partial<License["terms"]> = {}): License => ({
  ...studio(terms),
  version: number,
});

/** Opens an empty storage. */
type OpenStorage = () => Promise<LicenseStorage>;

/** A storage with licenses of these terms, whose ARNs end in 0, 1 and so on. */
async function withLicenses(open: OpenStorage, ...licenses: readonly Partial<License>[]): Promise<LicenseStorage> {
  const storage = await open();
  for (const [index, license] of licenses.entries()) {
    await storage.addLicense({ ...studio(), arn: `${ARN}${index}`, ...license }, request(`${index}`, "CreateLicense"));
  }
  return storage;
}

/** The last characters of the ARNs of the licenses that a query finds. */
async function found(storage: LicenseStorage, query: Partial<LicenseQuery>): Promise<readonly string[]> {
  const licenses = await storage.listLicenses({ account: ACCOUNT, at: NOON, limit: 100, ...query });
  return licenses.map(({ arn }) => arn.slice(ARN.length));
}

/** What every storage promises about lists of licenses. */
export function licenseListContract(name: string, open: OpenStorage): void {
  describe(`a list of licenses in ${name}`, () => {
    it("has them in the order of their ARNs, in their latest versions, page by page", async () => {
      const storage = await withLicenses(open, {}, {}, {}, { account: "999999999999" });
      await storage.addLicenseVersion({ ...version(2), arn: `${ARN}1` }, request("2"));
      expect(await found(storage, { limit: 2 })).toEqual(["0", "1"]);
      expect(await found(storage, { limit: 2, after: `${ARN}1` })).toEqual(["2"]);
      const [, second] = await storage.listLicenses({ account: ACCOUNT, at: NOON, limit: 2 });
      expect(second).toEqual({ ...version(2), arn: `${ARN}1` });
      await storage.close();
    });

    it("has those that meet all conditions, by their latest terms", async () => {
      const other = studio({ productSku: "other", beneficiary: "Other Ltd.", issuer: { name: "Other Software" } });
      const storage = await withLicenses(open, {}, { terms: other.terms }, {});
      await storage.addLicenseVersion(
        { ...version(2, { issuer: { name: "Other Software" } }), arn: `${ARN}2` },
        request("2"),
      );
      expect(await found(storage, { productSku: "studio-2026" })).toEqual(["0", "2"]);
      expect(await found(storage, { beneficiaries: ["Other Ltd."] })).toEqual(["1"]);
      expect(await found(storage, { beneficiaries: ["Other Ltd.", "Example Ltd."] })).toEqual(["0", "1", "2"]);
      expect(await found(storage, { issuerName: "Other Software" })).toEqual(["1", "2"]);
      expect(await found(storage, { issuerName: "Other Software", productSku: "studio-2026" })).toEqual(["2"]);
      expect(await found(storage, { arns: [`${ARN}2`, `${ARN}0`, `${ARN}9`] })).toEqual(["0", "2"]);
      expect(await found(storage, { arns: [] })).toEqual([]);
      await storage.close();
    });

    it("has those whose beneficiary is an account, by its digits or an ARN", async () => {
      const [account, other] = ["222222222222", "333333333333"];
      const beneficiaries = [account, `arn:aws:iam::${account}:root`, `arn:aws-cn:sts::${account}:user`, other];
      const storage = await withLicenses(
        open,
        ...beneficiaries.map((beneficiary) => ({ terms: studio({ beneficiary }).terms })),
      );
      expect(await found(storage, { beneficiaryAccount: account })).toEqual(["0", "1", "2"]);
      await storage.close();
    });

    it("has no deleted ones where it does not ask for them", async () => {
      const deletion = { requestedAt: NOON, date: NOON + 50 };
      const storage = await withLicenses(open, {}, { deletion });
      expect(await found(storage, { at: NOON + 49 })).toEqual(["0", "1"]);
      expect(await found(storage, { at: NOON + 50 })).toEqual(["0"]);
      expect(await found(storage, { at: NOON + 50, arns: [`${ARN}1`] })).toEqual([]);
      await storage.close();
    });

    it("has a status at a moment, the one that the license shows", async () => {
      const validity = { begin: NOON, end: NOON + 100 };
      const deletion = { requestedAt: NOON, date: NOON + 50 };
      const licenses: readonly Partial<License>[] = [
        { terms: studio({ validity }).terms },
        { terms: studio({ validity: { begin: NOON + 10 } }).terms },
        { terms: studio({ status: "PENDING_AVAILABLE" }).terms },
        { terms: studio({ status: "EXPIRED" }).terms },
        { terms: studio({ status: "SUSPENDED" }).terms },
        { terms: studio({ status: "DEACTIVATED" }).terms },
        { deletion },
        { terms: studio({ status: "SUSPENDED" }).terms, deletion },
      ];
      const storage = await withLicenses(open, ...licenses);
      expect(await found(storage, { status: "AVAILABLE", at: NOON + 99 })).toEqual(["0", "1"]);
      expect(await found(storage, { status: "PENDING_AVAILABLE", at: NOON })).toEqual(["1", "2"]);
      expect(await found(storage, { status: "EXPIRED", at: NOON + 100 })).toEqual(["0", "3"]);
      expect(await found(storage, { status: "PENDING_DELETE", at: NOON + 49 })).toEqual(["6", "7"]);
      const statuses: readonly LicenseStatus[] = [
        "AVAILABLE",
        "PENDING_AVAILABLE",
        "DEACTIVATED",
        "SUSPENDED",
        "EXPIRED",
        "PENDING_DELETE",
        "DELETED",
      ];
      for (const at of [NOON - 1, NOON, NOON + 9, NOON + 10, NOON + 49, NOON + 50, NOON + 99, NOON + 100]) {
        for (const status of statuses) {
          const shown = licenses.flatMap((license, index) =>
            statusAt({ ...studio(), ...license }, at) === status ? [`${index}`] : [],
          );
          expect([at, status, await found(storage, { at, status })]).toEqual([at, status, shown]);
        }
      }
      await storage.close();
    });
  });
}
