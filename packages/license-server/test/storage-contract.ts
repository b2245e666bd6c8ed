import { describe, expect, it } from "vitest";
import type { AnsweredRequest, LicenseStorage, NewLease } from "../src/storage/licenses/license-storage.js";
import { ARN, NOON, newLease, studio } from "./licenses.js";

const request = (clientToken: string, operation = "CheckoutBorrowLicense"): AnsweredRequest => ({
  account: "123456789012",
  operation,
  clientToken,
  digest: `digest of ${clientToken}`,
  response: `{"answer":"${clientToken}"}`,
  answeredAt: NOON,
});

/** Two seats. */
const lease = (consumptionToken: string, changes: Partial<NewLease> = {}): NewLease =>
  newLease(consumptionToken, { holdings: [{ entitlement: "seats", amount: 2, maximumInUse: 5 }], ...changes });

/** Opens an empty storage. */
type OpenStorage = () => Promise<LicenseStorage>;

/** A storage with the studio license in it. */
async function withStudio(open: OpenStorage): Promise<LicenseStorage> {
  const storage = await open();
  await storage.addLicense(studio(), request("create", "CreateLicense"));
  return storage;
}

const seatsInUse = async (storage: LicenseStorage, at: number): Promise<number | undefined> =>
  (await storage.amountsInUse(ARN, ["seats"], at)).get("seats");

/** What every storage has to do. */
export function storageContract(name: string, open: OpenStorage): void {
  describe(`licenses in ${name}`, () => {
    it("are found again as they were added", async () => {
      const storage = await withStudio(open);
      expect(await storage.findLicense(ARN)).toEqual(studio());
      expect(await storage.findLicense(ARN, 1)).toEqual(studio());
      await storage.close();
    });

    it("are not found by another ARN or in another version", async () => {
      const storage = await withStudio(open);
      expect(await storage.findLicense(`${ARN}0`)).toBeUndefined();
      expect(await storage.findLicense(ARN, 2)).toBeUndefined();
      await storage.close();
    });

    it("are added once for one request", async () => {
      const storage = await withStudio(open);
      const other = { ...studio(), arn: `${ARN}0` };
      const again = { ...request("create", "CreateLicense"), digest: "another", response: "{}" };
      expect(await storage.addLicense(other, again)).toEqual({
        outcome: "answered",
        answered: request("create", "CreateLicense"),
      });
      expect(await storage.findLicense(other.arn)).toBeUndefined();
      await storage.close();
    });

    it("are not added together with a request that cannot be stored", async () => {
      const storage = await open();
      const unfit = { ...request("create", "CreateLicense"), response: "no JSON" };
      await expect(storage.addLicense(studio(), unfit)).rejects.toThrow();
      expect(await storage.findLicense(ARN)).toBeUndefined();
      expect(await storage.addLicense(studio(), request("create", "CreateLicense"))).toEqual({ outcome: "added" });
      await storage.close();
    });
  });

  describe(`leases in ${name}`, () => {
    it("are found again as they were added, without the conditions", async () => {
      const storage = await withStudio(open);
      const holdings = [
        { entitlement: "seats", amount: 2, maximumInUse: 5 },
        { entitlement: "export", amount: 1, maximumInUse: Number.MAX_SAFE_INTEGER },
      ];
      expect(await storage.addLease(lease("a", { holdings, nodeId: "node" }), request("1"))).toEqual({
        outcome: "added",
      });
      expect(await storage.findLease("a")).toEqual({
        consumptionToken: "a",
        licenseArn: ARN,
        licenseVersion: 1,
        kind: "BORROW",
        account: "123456789012",
        nodeId: "node",
        issuedAt: NOON,
        expiration: NOON + 3600,
        holdings: [
          { entitlement: "seats", amount: 2 },
          { entitlement: "export", amount: 1 },
        ],
      });
      expect(await storage.findLease("b")).toBeUndefined();
      await storage.close();
    });

    it("hold their amounts until just before they expire", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("1"));
      await storage.addLease(lease("b", { expiration: NOON + 7200 }), request("2"));
      expect(await seatsInUse(storage, NOON)).toBe(4);
      expect(await seatsInUse(storage, NOON + 3599)).toBe(4);
      expect(await seatsInUse(storage, NOON + 3600)).toBe(2);
      expect(await seatsInUse(storage, NOON + 7200)).toBe(0);
      await storage.close();
    });

    it("hold their amounts until they are returned, once", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("1"));
      await storage.addLease(lease("b"), request("2"));
      await storage.returnLease("a", NOON + 10);
      await storage.returnLease("a", NOON + 20);
      expect(await seatsInUse(storage, NOON + 20)).toBe(2);
      expect(await storage.findLease("a")).toMatchObject({ returnedAt: NOON + 10 });
      await storage.close();
    });

    it("hold amounts of their own license and entitlements only", async () => {
      const storage = await withStudio(open);
      const other = { ...studio(), arn: `${ARN}0` };
      await storage.addLicense(other, request("create-2", "CreateLicense"));
      await storage.addLease(lease("a", { licenseArn: other.arn }), request("1"));
      expect(await storage.amountsInUse(ARN, ["seats", "export"], NOON)).toEqual(
        new Map([
          ["seats", 0],
          ["export", 0],
        ]),
      );
      await storage.close();
    });

    it("are added as long as each holding stays within its limit, whole or not at all", async () => {
      const storage = await withStudio(open);
      await storage.addLease(
        lease("a", { holdings: [{ entitlement: "seats", amount: 4, maximumInUse: 5 }] }),
        request("1"),
      );
      const holdings = [
        { entitlement: "export", amount: 1, maximumInUse: 5 },
        { entitlement: "seats", amount: 2, maximumInUse: 5 },
      ];
      expect(await storage.addLease(lease("b", { holdings }), request("2"))).toEqual({
        outcome: "exceeded",
        inUse: new Map([
          ["export", 0],
          ["seats", 4],
        ]),
      });
      expect(await storage.findLease("b")).toBeUndefined();
      expect((await storage.readForCheckout(request("2"), ARN, [], NOON)).answered).toBeUndefined();
      const one = [{ entitlement: "seats", amount: 1, maximumInUse: 5 }];
      expect(await storage.addLease(lease("c", { holdings: one }), request("3"))).toEqual({ outcome: "added" });
      await storage.close();
    });

    it("are added again in the place of expired ones", async () => {
      const storage = await withStudio(open);
      const all = [{ entitlement: "seats", amount: 5, maximumInUse: 5 }];
      await storage.addLease(lease("a", { holdings: all }), request("1"));
      const next = lease("b", { holdings: all, issuedAt: NOON + 3600, expiration: NOON + 7200 });
      expect(await storage.addLease(next, request("2"))).toEqual({ outcome: "added" });
      await storage.close();
    });

    it("are added once for one request, which finds its answer even where nothing would be left", async () => {
      const storage = await withStudio(open);
      const all = [{ entitlement: "seats", amount: 5, maximumInUse: 5 }];
      await storage.addLease(lease("a", { holdings: all }), request("1"));
      const again = { ...request("1"), digest: "another" };
      expect(await storage.addLease(lease("b", { holdings: all }), again)).toEqual({
        outcome: "answered",
        answered: request("1"),
      });
      expect(await storage.findLease("b")).toBeUndefined();
      await storage.close();
    });

    it("are of the latest version of a license", async () => {
      const storage = await withStudio(open);
      expect(await storage.addLease(lease("a", { licenseVersion: 2 }), request("1"))).toEqual({
        outcome: "superseded",
      });
      const elsewhere = lease("b", { licenseArn: `${ARN}0` });
      expect(await storage.addLease(elsewhere, request("2"))).toEqual({ outcome: "superseded" });
      expect(await storage.findLease("a")).toBeUndefined();
      await storage.close();
    });
  });

  it(`the licenses of the latest leases in ${name} are known, the latest first`, async () => {
    const storage = await withStudio(open);
    const other = { ...studio(), arn: `${ARN}0` };
    await storage.addLicense(other, request("create-2", "CreateLicense"));
    for (const [token, licenseArn] of [
      ["a", ARN],
      ["b", other.arn],
      ["c", other.arn],
    ] as const) {
      await storage.addLease(lease(token, { licenseArn }), request(token));
    }
    expect(await storage.recentlyCheckedOut(10)).toEqual([other.arn, ARN]);
    expect(await storage.recentlyCheckedOut(2)).toEqual([other.arn]);
    await storage.close();
  });

  describe(`time in ${name}`, () => {
    it("may run back, as clocks that are set do: what had expired is in use again", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("1"));
      const later = lease("b", { issuedAt: NOON + 4000, expiration: NOON + 7600 });
      await storage.addLease(later, request("2"));
      expect(await seatsInUse(storage, NOON + 4000)).toBe(2);
      expect(await seatsInUse(storage, NOON + 3599)).toBe(4);
      const back = lease("c", { issuedAt: NOON + 400, expiration: NOON + 4100 });
      expect(await storage.addLease(back, request("3"))).toEqual({
        outcome: "exceeded",
        inUse: new Map([["seats", 4]]),
      });
      await storage.returnLease("a", NOON + 500);
      expect(await storage.addLease(back, request("3"))).toEqual({ outcome: "added" });
      expect(await seatsInUse(storage, NOON + 400)).toBe(4);
      expect(await seatsInUse(storage, NOON + 4100)).toBe(2);
      expect(await seatsInUse(storage, NOON + 7600)).toBe(0);
      await storage.close();
    });

    it("frees what a lease holds once, whether it is returned before or after it was seen to have expired", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("1"));
      await storage.addLease(lease("b"), request("2"));
      const later = lease("c", { issuedAt: NOON + 3600, expiration: NOON + 7200 });
      await storage.addLease(later, request("3"));
      await storage.returnLease("a", NOON + 3700);
      expect(await seatsInUse(storage, NOON + 3700)).toBe(2);
      expect(await seatsInUse(storage, NOON)).toBe(4);
      await storage.close();
    });
  });

  describe(`leases that are added to ${name} together`, () => {
    it("are each decided about by what is left when it is its turn", async () => {
      const storage = await withStudio(open);
      const amounts = [3, 4, 2, 1];
      const outcomes = await Promise.all(
        amounts.map((amount, index) => {
          const holdings = [{ entitlement: "seats", amount, maximumInUse: 5 }];
          return storage.addLease(lease(`lease-${index}`, { holdings }), request(`${index}`));
        }),
      );
      expect(outcomes).toEqual([
        { outcome: "added" },
        { outcome: "exceeded", inUse: new Map([["seats", 3]]) },
        { outcome: "added" },
        { outcome: "exceeded", inUse: new Map([["seats", 5]]) },
      ]);
      expect(await seatsInUse(storage, NOON)).toBe(5);
      await storage.close();
    });

    it("for one request are one lease", async () => {
      const storage = await withStudio(open);
      const outcomes = await Promise.all(
        ["a", "b"].map((token) =>
          storage.addLease(lease(token), { ...request("1"), response: `{"lease":"${token}"}` }),
        ),
      );
      expect(outcomes).toEqual([
        { outcome: "added" },
        { outcome: "answered", answered: { ...request("1"), response: '{"lease":"a"}' } },
      ]);
      expect(await storage.findLease("b")).toBeUndefined();
      await storage.close();
    });

    it("are stored without one that cannot be, which fails by itself", async () => {
      const storage = await withStudio(open);
      const free = [{ entitlement: "export", amount: 1, maximumInUse: 100 }];
      const outcomes = await Promise.allSettled([
        storage.addLease(lease("a", { holdings: free }), request("1")),
        storage.addLease(lease("b", { holdings: free }), { ...request("2"), response: "no JSON" }),
        storage.addLease(lease("c", { holdings: free }), request("3")),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(await storage.findLease("a")).toBeDefined();
      expect(await storage.findLease("b")).toBeUndefined();
      expect(await storage.findLease("c")).toBeDefined();
      expect((await storage.amountsInUse(ARN, ["export"], NOON)).get("export")).toBe(2);
      await storage.close();
    });

    it("at different moments are each decided about at its own", async () => {
      const storage = await withStudio(open);
      const all = [{ entitlement: "seats", amount: 5, maximumInUse: 5 }];
      const outcomes = await Promise.all([
        storage.addLease(lease("a", { holdings: all }), request("1")),
        storage.addLease(lease("b", { holdings: all, issuedAt: NOON + 1800, expiration: NOON + 9000 }), request("2")),
        storage.addLease(lease("c", { holdings: all, issuedAt: NOON + 3600, expiration: NOON + 9000 }), request("3")),
      ]);
      // Which of them comes first is not said where they are in different transactions. After each of them there are
      // only these outcomes: the lease of "a" has ended when "c" is issued, and the others have not.
      expect([
        ["added", "exceeded", "added"],
        ["exceeded", "added", "exceeded"],
        ["exceeded", "exceeded", "added"],
      ]).toContainEqual(outcomes.map(({ outcome }) => outcome));
      await storage.close();
    });
  });

  describe(`a checkout's view of ${name}`, () => {
    it("has the license, what is in use and the answered request", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("1"));
      expect(await storage.readForCheckout(request("1"), ARN, ["seats"], NOON)).toEqual({
        answered: request("1"),
        license: studio(),
        inUse: new Map([["seats", 2]]),
      });
      await storage.close();
    });

    it("has no answer for the same client token of another account or operation", async () => {
      const storage = await withStudio(open);
      await storage.addLease(lease("a"), request("1"));
      const account = { ...request("1"), account: "999999999999" };
      const operation = { ...request("1"), operation: "CheckoutLicense" };
      expect((await storage.readForCheckout(account, ARN, [], NOON)).answered).toBeUndefined();
      expect((await storage.readForCheckout(operation, ARN, [], NOON)).answered).toBeUndefined();
      await storage.close();
    });
  });

  it(`${name} can be closed twice, and not be used then`, async () => {
    const storage = await open();
    await storage.close();
    await storage.close();
    await expect(storage.findLicense(ARN)).rejects.toThrow();
  });
}
