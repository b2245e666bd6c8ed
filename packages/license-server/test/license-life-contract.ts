import type { LicenseStatus } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import type { License, LicenseTerms } from "../src/domain/license.js";
import { statusAt } from "../src/domain/license-status.js";
import type {
  AnsweredRequest,
  LeaseExtension,
  LicenseQuery,
  LicenseStorage,
  NewLease,
} from "../src/storage/licenses/license-storage.js";
import { ARN, NOON, studio } from "./licenses.js";

const ACCOUNT = "123456789012";

const request = (clientToken: string, operation = "CreateLicenseVersion"): AnsweredRequest => ({
  account: ACCOUNT,
  operation,
  clientToken,
  digest: `digest of ${clientToken}`,
  response: `{"answer":"${clientToken}"}`,
  answeredAt: NOON,
});

const lease = (consumptionToken: string, changes: Partial<NewLease> = {}): NewLease => ({
  consumptionToken,
  licenseArn: ARN,
  licenseVersion: 1,
  kind: "PROVISIONAL",
  account: ACCOUNT,
  issuedAt: NOON,
  expiration: NOON + 3600,
  holdings: [{ entitlement: "seats", amount: 2, maximumInUse: 5 }],
  ...changes,
});

const extension = (changes: Partial<LeaseExtension> = {}): LeaseExtension => ({
  licenseVersion: 1,
  holdings: [{ entitlement: "seats", amount: 2, maximumInUse: 5 }],
  at: NOON + 10,
  expiration: NOON + 7200,
  ...changes,
});

const version = (number: number, terms: Partial<LicenseTerms> = {}): License => ({ ...studio(terms), version: number });

/** Opens an empty storage. */
type OpenStorage = () => Promise<LicenseStorage>;

/** A storage with the studio license in it. */
async function withStudio(open: OpenStorage): Promise<LicenseStorage> {
  const storage = await open();
  await storage.addLicense(studio(), request("create", "CreateLicense"));
  return storage;
}

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

/** What every storage has to do beyond a license's creation and checkouts. */
export function licenseLifeContract(name: string, open: OpenStorage): void {
  describe(`versions of a license in ${name}`, () => {
    it("follow one another, and each stays as it was", async () => {
      const storage = await withStudio(open);
      const second = version(2, { status: "SUSPENDED", productName: "Studio 2" });
      expect(await storage.addLicenseVersion(second, request("2"))).toEqual({ outcome: "added" });
      expect(await storage.findLicense(ARN)).toEqual(second);
      expect(await storage.findLicense(ARN, 1)).toEqual(studio());
      expect((await storage.readForCheckout(request("3"), ARN, [], NOON)).license).toEqual(second);
      await storage.close();
    });

    it("are added behind the latest one only, and once for one request", async () => {
      const storage = await withStudio(open);
      await storage.addLicenseVersion(version(2), request("2"));
      expect(await storage.addLicenseVersion(version(2), request("other"))).toEqual({ outcome: "superseded" });
      expect(await storage.addLicenseVersion(version(4), request("other"))).toEqual({ outcome: "superseded" });
      const unknown = { ...version(2), arn: `${ARN}0` };
      expect(await storage.addLicenseVersion(unknown, request("other"))).toEqual({ outcome: "superseded" });
      const again = { ...request("2"), response: "{}" };
      expect(await storage.addLicenseVersion(version(3), again)).toEqual({
        outcome: "answered",
        answered: request("2"),
      });
      expect((await storage.findLicense(ARN))?.version).toBe(2);
      await storage.close();
    });

    it("leave no gap and no double when several are added at the same time", async () => {
      const storage = await withStudio(open);
      const outcomes = await Promise.all(
        ["a", "b", "c"].map((clientToken) => storage.addLicenseVersion(version(2), request(clientToken))),
      );
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["added", "superseded", "superseded"]);
      await storage.close();
    });

    it("supersede the ones before in checkouts", async () => {
      const storage = await withStudio(open);
      await storage.addLicenseVersion(version(2), request("2"));
      expect(await storage.addLease(lease("a"), request("a"))).toEqual({ outcome: "superseded" });
      const present = lease("a", { licenseVersion: 2 });
      expect(await storage.addLease(present, request("a"))).toEqual({ outcome: "added" });
      await storage.close();
    });

    it("are listed from the latest one down", async () => {
      const storage = await withStudio(open);
      await storage.addLicenseVersion(version(2), request("2"));
      await storage.addLicenseVersion(version(3), request("3"));
      const numbers = async (before: number | undefined, limit: number): Promise<readonly number[]> =>
        (await storage.listLicenseVersions(ARN, before, limit)).map((license) => license.version);
      expect(await numbers(undefined, 2)).toEqual([3, 2]);
      expect(await numbers(2, 2)).toEqual([1]);
      expect(await storage.listLicenseVersions(ARN, 2, 2)).toEqual([studio()]);
      expect(await storage.listLicenseVersions(`${ARN}0`, undefined, 2)).toEqual([]);
      await storage.close();
    });
  });

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

  describe(`the deletion of a license in ${name}`, () => {
    it("is complete at once where nothing is checked out", async () => {
      const storage = await withStudio(open);
      const deletion = { requestedAt: NOON, date: NOON };
      expect(await storage.deleteLicense(ARN, 1, NOON)).toEqual({ outcome: "deleted", deletion });
      const last = { ...version(2), deletion };
      expect(await storage.findLicense(ARN)).toEqual(last);
      expect((await storage.readForCheckout(request("1"), ARN, [], NOON)).license).toEqual(last);
      expect(await storage.listLicenseVersions(ARN, undefined, 2)).toEqual([last, studio()]);
      expect(await storage.findLicense(ARN, 1)).toEqual(studio());
      await storage.close();
    });

    it("is complete when the last lease has expired that was neither returned nor is for good", async () => {
      const storage = await withStudio(open);
      const one = [{ entitlement: "seats", amount: 1, maximumInUse: 5 }];
      await storage.addLease(lease("over", { holdings: one, expiration: NOON + 5 }), request("1"));
      await storage.addLease(lease("active", { holdings: one, expiration: NOON + 60 }), request("2"));
      await storage.addLease(lease("returned", { holdings: one, expiration: NOON + 70 }), request("3"));
      await storage.addLease(lease("kept", { holdings: one, kind: "PERPETUAL" }), request("4"));
      await storage.returnLease("returned", NOON + 1);
      const deletion = { requestedAt: NOON + 10, date: NOON + 60 };
      expect(await storage.deleteLicense(ARN, 1, NOON + 10)).toEqual({ outcome: "deleted", deletion });
      await storage.close();
    });

    it("happens once, whatever version it names the second time", async () => {
      const storage = await withStudio(open);
      await storage.deleteLicense(ARN, 1, NOON);
      const deletion = { requestedAt: NOON, date: NOON };
      expect(await storage.deleteLicense(ARN, 7, NOON + 10)).toEqual({ outcome: "deleted", deletion });
      expect(await storage.findLicense(ARN)).toEqual({ ...version(2), deletion });
      await storage.close();
    });

    it("is for the latest version of a license that is there", async () => {
      const storage = await withStudio(open);
      await storage.addLicenseVersion(version(2), request("2"));
      expect(await storage.deleteLicense(ARN, 1, NOON)).toEqual({ outcome: "superseded" });
      expect(await storage.deleteLicense(`${ARN}0`, 1, NOON)).toEqual({ outcome: "superseded" });
      expect(await storage.findLicense(ARN)).toEqual(version(2));
      await storage.close();
    });

    it("is the end of checkouts, extensions and versions", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("a"));
      await storage.deleteLicense(ARN, 1, NOON);
      expect(await storage.addLease(lease("b"), request("b"))).toEqual({ outcome: "superseded" });
      expect(await storage.extendLease("a", extension())).toEqual({ outcome: "superseded" });
      expect(await storage.addLicenseVersion(version(2), request("2"))).toEqual({ outcome: "superseded" });
      expect(await storage.addLicenseVersion(version(3), request("3"))).toEqual({ outcome: "superseded" });
      expect(await storage.findLease("a")).toEqual({
        ...lease("a"),
        holdings: [{ entitlement: "seats", amount: 2 }],
      });
      await storage.close();
    });
  });

  describe(`an extension in ${name}`, () => {
    const seatsInUse = async (storage: LicenseStorage, at: number): Promise<number | undefined> =>
      (await storage.amountsInUse(ARN, ["seats"], at)).get("seats");

    it("holds the lease's amounts until the new expiration, earlier or later", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("1"));
      expect(await storage.extendLease("a", extension())).toEqual({ outcome: "extended" });
      expect(await storage.findLease("a")).toMatchObject({ kind: "PROVISIONAL", expiration: NOON + 7200 });
      expect(await seatsInUse(storage, NOON + 7199)).toBe(2);
      expect(await seatsInUse(storage, NOON + 7200)).toBe(0);
      expect(await storage.extendLease("a", extension({ expiration: NOON + 1000 }))).toEqual({ outcome: "extended" });
      expect(await seatsInUse(storage, NOON + 999)).toBe(2);
      expect(await seatsInUse(storage, NOON + 1000)).toBe(0);
      await storage.close();
    });

    it("is for leases that were neither returned nor have expired", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("1"));
      await storage.addLease(lease("b"), request("2"));
      await storage.returnLease("b", NOON + 5);
      expect(await storage.extendLease("a", extension({ at: NOON + 3600 }))).toEqual({ outcome: "ended" });
      expect(await storage.extendLease("b", extension())).toEqual({ outcome: "ended" });
      expect(await storage.extendLease("c", extension())).toEqual({ outcome: "ended" });
      expect(await seatsInUse(storage, NOON + 3599)).toBe(2);
      await storage.close();
    });

    it("is under the latest version, and within its limits with the lease itself", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("1"));
      await storage.addLease(lease("b"), request("2"));
      await storage.addLicenseVersion(version(2), request("3"));
      expect(await storage.extendLease("a", extension())).toEqual({ outcome: "superseded" });
      const within = (maximumInUse: number): LeaseExtension =>
        extension({ licenseVersion: 2, holdings: [{ entitlement: "seats", amount: 2, maximumInUse }] });
      expect(await storage.extendLease("a", within(3))).toEqual({
        outcome: "exceeded",
        inUse: new Map([["seats", 4]]),
      });
      expect(await storage.findLease("a")).toMatchObject({ expiration: NOON + 3600 });
      expect(await storage.extendLease("a", within(4))).toEqual({ outcome: "extended" });
      await storage.close();
    });
  });

  it(`a secret in ${name} is what whoever comes first makes it, for each name`, async () => {
    const storage = await open();
    const [one, other] = [Uint8Array.of(1, 2, 255), Uint8Array.of(3)];
    expect([...(await storage.sharedSecret("a", one))]).toEqual([1, 2, 255]);
    expect([...(await storage.sharedSecret("a", other))]).toEqual([1, 2, 255]);
    expect([...(await storage.sharedSecret("b", other))]).toEqual([3]);
    await storage.close();
  });
}
