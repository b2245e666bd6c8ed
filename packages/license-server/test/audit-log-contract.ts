import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import type { AuditEvent, ChangeAuthor } from "../src/storage/audit/audit-event.js";
import type { LeaseExtension, NewLease } from "../src/storage/licenses/license-storage.js";
import type { Storage } from "../src/storage/open-storage.js";
import { ARN, NOON, studio } from "./licenses.js";

const ACCOUNT = "123456789012";
const AUTHOR: ChangeAuthor = { account: "999999999999", accessKeyId: "BLAK0123456789ABCDEF", requestId: "request-1" };

const request = (clientToken: string, operation = "CheckoutBorrowLicense") => ({
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

const extension = (expiration: number): LeaseExtension => ({
  licenseVersion: 1,
  holdings: [{ entitlement: "seats", amount: 2, maximumInUse: 5 }],
  at: NOON + 10,
  expiration,
});

const accessKey = {
  id: "BLAK1111111111111111",
  account: ACCOUNT,
  description: "build servers",
  sealedSecret: "v1.sealed",
  policy: '{"statements":[]}',
  createdAt: NOON,
};

/** Opens an empty storage. */
type Open = () => Promise<Storage>;

/** A storage with the studio license in it, and so with one event. */
async function withStudio(open: Open): Promise<Storage> {
  const storage = await open();
  onTestFinished(() => storage.close());
  await storage.licenses.addLicense(studio(), request("create", "CreateLicense"), AUTHOR);
  return storage;
}

/** The events after the license's creation, in their order, without their numbers. */
async function eventsOf({ auditLog }: Storage): Promise<readonly Omit<AuditEvent, "id">[]> {
  const all = await auditLog.list({ limit: 1000 });
  return all
    .map(({ id: _id, ...event }) => event)
    .reverse()
    .slice(1);
}

/** What the audit log of every database has to do. */
export function auditLogContract(name: string, open: Open): void {
  describe(`the audit log of ${name}`, () => {
    it("has every change of a license, with who made it, what it came to and when", async () => {
      const storage = await withStudio(open);
      const { auditLog, licenses } = storage;
      const at = { at: NOON, ...AUTHOR, licenseArn: ARN };
      expect(await auditLog.list({ limit: 10 })).toEqual([
        {
          id: expect.any(Number),
          ...at,
          operation: "CreateLicense",
          outcome: "created",
          details: { Version: "1", Status: "AVAILABLE" },
        },
      ]);
      const next = { ...studio({ status: "SUSPENDED" }), version: 2 };
      await licenses.addLicenseVersion(next, request("2", "CreateLicenseVersion"), AUTHOR);
      await licenses.deleteLicense(ARN, 2, NOON + 20, AUTHOR);
      expect(await eventsOf(storage)).toEqual([
        {
          ...at,
          operation: "CreateLicenseVersion",
          outcome: "created",
          details: { Version: "2", Status: "SUSPENDED" },
        },
        {
          ...at,
          at: NOON + 20,
          operation: "DeleteLicense",
          outcome: "deleted",
          details: { Version: "3", DeletionDate: "2026-06-01T12:00:20Z" },
        },
      ]);
    });

    it("has every change of a lease", async () => {
      const storage = await withStudio(open);
      await storage.licenses.addLease(lease("a"), request("1", "CheckoutLicense"), AUTHOR);
      await storage.licenses.extendLease("a", extension(NOON + 7200), AUTHOR);
      await storage.licenses.returnLease("a", NOON + 30, { ...AUTHOR, requestId: "request-2" });
      const about = { ...AUTHOR, licenseArn: ARN, lease: "a" };
      expect(await eventsOf(storage)).toEqual([
        {
          ...about,
          at: NOON,
          operation: "CheckoutLicense",
          outcome: "granted",
          details: { Version: "1", Expiration: "2026-06-01T13:00:00Z" },
        },
        {
          ...about,
          at: NOON + 10,
          operation: "ExtendLicenseConsumption",
          outcome: "extended",
          details: { Expiration: "2026-06-01T14:00:00Z" },
        },
        { ...about, at: NOON + 30, operation: "CheckInLicense", outcome: "returned", requestId: "request-2" },
      ]);
    });

    it("has each of the leases that are added together, with its own author", async () => {
      const storage = await withStudio(open);
      const authors = [{ accessKeyId: "BLAK2" }, {}, { osUser: "somebody", requestId: "request-3" }];
      const free = [{ entitlement: "export", amount: 1, maximumInUse: 100 }];
      await Promise.all(
        authors.map((author, index) =>
          storage.licenses.addLease(lease(`lease-${index}`, { holdings: free }), request(`${index}`), author),
        ),
      );
      const about = { at: NOON, account: ACCOUNT, operation: "CheckoutBorrowLicense", licenseArn: ARN };
      const details = { Version: "1", Expiration: "2026-06-01T13:00:00Z" };
      expect(await eventsOf(storage)).toEqual(
        authors.map((author, index) => ({ ...about, ...author, lease: `lease-${index}`, outcome: "granted", details })),
      );
    });

    it("has every change of an access key, and no secret", async () => {
      const storage = await withStudio(open);
      const { accessKeys } = storage;
      const author = { osUser: "somebody" };
      await accessKeys.add({ ...accessKey, sessionTokenDigest: "digest", expiration: NOON + 60 }, author);
      await accessKeys.setDisabled(accessKey.id, true, NOON + 1, author);
      await accessKeys.setDisabled(accessKey.id, false, NOON + 2, author);
      await accessKeys.delete(accessKey.id, NOON + 3, author);
      await accessKeys.addFirst({ ...accessKey, id: "BLAK2222222222222222", createdAt: NOON + 4 });
      const about = { account: ACCOUNT, ...author, keyId: accessKey.id };
      const details = { Description: "build servers", Policy: { statements: [] } };
      const events = await eventsOf(storage);
      expect(events).toEqual([
        {
          ...about,
          at: NOON,
          operation: "CreateAccessKey",
          outcome: "created",
          details: { ...details, Expiration: "2026-06-01T12:01:00Z" },
        },
        { ...about, at: NOON + 1, operation: "DisableAccessKey", outcome: "disabled" },
        { ...about, at: NOON + 2, operation: "EnableAccessKey", outcome: "enabled" },
        { ...about, at: NOON + 3, operation: "DeleteAccessKey", outcome: "deleted" },
        {
          account: ACCOUNT,
          keyId: "BLAK2222222222222222",
          at: NOON + 4,
          operation: "CreateAccessKey",
          outcome: "created",
          details,
        },
      ]);
      for (const secret of [accessKey.sealedSecret, "digest"]) expect(JSON.stringify(events)).not.toContain(secret);
    });

    it("has nothing of what changes nothing", async () => {
      const storage = await withStudio(open);
      const { accessKeys, licenses } = storage;
      await licenses.addLease(lease("a"), request("1"));
      await licenses.extendLease("a", extension(NOON + 7200));
      const before = await eventsOf(storage);
      await licenses.addLicense({ ...studio(), arn: `${ARN}0` }, request("create", "CreateLicense"));
      await licenses.addLicenseVersion({ ...studio(), version: 3 }, request("3", "CreateLicenseVersion"));
      await licenses.deleteLicense(ARN, 7, NOON);
      await licenses.addLease(lease("b"), request("1"));
      await licenses.addLease(lease("c", { licenseVersion: 2 }), request("2"));
      const tooMany = [{ entitlement: "seats", amount: 4, maximumInUse: 5 }];
      await licenses.addLease(lease("d", { holdings: tooMany }), request("3"));
      await licenses.extendLease("a", extension(NOON + 7200));
      await licenses.extendLease("unknown", extension(NOON + 7200));
      await licenses.returnLease("unknown", NOON);
      expect([
        await accessKeys.setDisabled("unknown", true, NOON),
        await accessKeys.delete("unknown", NOON),
        await eventsOf(storage),
      ]).toEqual([false, false, before]);
      await licenses.returnLease("a", NOON + 30);
      await licenses.returnLease("a", NOON + 40);
      await licenses.deleteLicense(ARN, 1, NOON + 50);
      await licenses.deleteLicense(ARN, 1, NOON + 60);
      expect((await eventsOf(storage)).slice(before.length).map(({ at }) => at)).toEqual([NOON + 30, NOON + 50]);
    });

    it("has no event of a change that fails", async () => {
      const storage = await withStudio(open);
      const unfit = { ...request("1"), response: "no JSON" };
      const outcomes = await Promise.allSettled([
        storage.licenses.addLease(lease("a"), unfit),
        storage.licenses.addLicense({ ...studio(), arn: `${ARN}0` }, { ...unfit, operation: "CreateLicense" }),
        storage.licenses.addLicenseVersion(
          { ...studio(), version: 2 },
          { ...unfit, operation: "CreateLicenseVersion" },
        ),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
      expect(await eventsOf(storage)).toEqual([]);
    });

    it("leaves everything as it was where it cannot be written", async () => {
      const storage = await withStudio(open);
      const { accessKeys, database, licenses } = storage;
      await licenses.addLease(lease("a"), request("1"));
      await accessKeys.add(accessKey);
      await sql`ALTER TABLE audit_event RENAME TO away`.execute(database.query);
      const version = { ...studio(), version: 2 };
      const outcomes = await Promise.allSettled([
        licenses.addLicense({ ...studio(), arn: `${ARN}0` }, request("2", "CreateLicense")),
        licenses.addLicenseVersion(version, request("2", "CreateLicenseVersion")),
        licenses.deleteLicense(ARN, 1, NOON),
        licenses.addLease(lease("b"), request("2")),
        licenses.extendLease("a", extension(NOON + 7200)),
        licenses.returnLease("a", NOON),
        accessKeys.add({ ...accessKey, id: "BLAK2" }),
        accessKeys.setDisabled(accessKey.id, true, NOON),
        accessKeys.delete(accessKey.id, NOON),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => "rejected"));
      await sql`ALTER TABLE away RENAME TO audit_event`.execute(database.query);
      expect(await licenses.findLicense(`${ARN}0`)).toBeUndefined();
      expect(await licenses.findLicense(ARN)).toEqual(studio());
      expect(await licenses.findLease("a")).toMatchObject({ expiration: NOON + 3600 });
      expect(await licenses.findLease("a")).not.toHaveProperty("returnedAt");
      expect(await licenses.findLease("b")).toBeUndefined();
      expect((await licenses.amountsInUse(ARN, ["seats"], NOON)).get("seats")).toBe(2);
      expect(await accessKeys.list()).toEqual([accessKey]);
      expect(await licenses.addLease(lease("b"), request("2"))).toEqual({ outcome: "added" });
    });

    it("only grows: the database refuses to change and to delete its events", async () => {
      const storage = await withStudio(open);
      const before = await storage.auditLog.list({ limit: 10 });
      const { dialect, query } = storage.database;
      const replacing = sql`INSERT OR REPLACE INTO audit_event (id, at, account, operation, outcome)
        VALUES (${before[0]?.id}, 1, 'a', 'b', 'created')`;
      for (const statement of [
        sql`UPDATE audit_event SET account = '111111111111'`,
        sql`DELETE FROM audit_event`,
        dialect === "sqlite" ? replacing : sql`TRUNCATE audit_event`,
      ]) {
        await expect(statement.execute(query)).rejects.toThrow("The audit log only grows");
      }
      expect(await storage.auditLog.list({ limit: 10 })).toEqual(before);
    });

    it("answers the latest events first, page by page, by all that is asked for", async () => {
      const storage = await withStudio(open);
      const { accessKeys, auditLog, licenses } = storage;
      await licenses.addLease(lease("a"), request("1"), { ...AUTHOR, requestId: "request-2" });
      await licenses.addLease(lease("b", { issuedAt: NOON + 60 }), request("2"));
      await licenses.addLicense(
        { ...studio(), arn: `${ARN}0` },
        { ...request("3", "CreateLicense"), answeredAt: NOON + 120 },
      );
      await accessKeys.add({ ...accessKey, createdAt: NOON + 180 });
      const found = async (query: object): Promise<readonly (string | undefined)[]> =>
        (await auditLog.list({ limit: 10, ...query })).map(
          ({ keyId, lease: token, licenseArn }) => keyId ?? token ?? licenseArn,
        );
      const all = [accessKey.id, `${ARN}0`, "b", "a", ARN];
      expect(await found({})).toEqual(all);
      expect(await found({ since: NOON + 60 })).toEqual([accessKey.id, `${ARN}0`, "b"]);
      expect(await found({ since: NOON + 60, until: NOON + 120 })).toEqual(["b"]);
      expect(await found({ account: "999999999999" })).toEqual(["a", ARN]);
      expect(await found({ accessKeyId: "BLAK0123456789ABCDEF", operation: "CreateLicense" })).toEqual([ARN]);
      expect(await found({ operation: "CheckoutBorrowLicense" })).toEqual(["b", "a"]);
      expect(await found({ licenseArn: ARN })).toEqual(["b", "a", ARN]);
      expect(await found({ lease: "a" })).toEqual(["a"]);
      expect(await found({ keyId: accessKey.id })).toEqual([accessKey.id]);
      expect(await found({ requestId: "request-2" })).toEqual(["a"]);
      // A clock that was set back: what came last has the earliest time.
      await accessKeys.add({ ...accessKey, id: "BLAK2222222222222222", createdAt: NOON - 60 });
      expect(await found({})).toEqual([...all, "BLAK2222222222222222"]);
      expect(await found({ until: NOON })).toEqual(["BLAK2222222222222222"]);
      const paged: unknown[] = [];
      for (let page: object = {}; ; ) {
        const events = await auditLog.list({ limit: 2, ...page });
        paged.push(...events.map(({ id }) => id));
        const before = events.at(-1)?.id;
        if (before === undefined) break;
        page = { before };
      }
      expect(paged).toEqual((await auditLog.list({ limit: 10 })).map(({ id }) => id));
    });
  });
}
