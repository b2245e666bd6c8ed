import { describe, expect, it } from "vitest";
import type { License, LicenseTerms } from "../src/domain/license.js";
import type {
  AnsweredRequest,
  LeaseExtension,
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
