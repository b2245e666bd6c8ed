import { describe, expect, it } from "vitest";
import type { Storage } from "../src/storage/open-storage.js";
import type { NextSigningKey, StoredSigningKey } from "../src/storage/signing-keys/signing-key-storage.js";
import { ARN, failure, NOON, studio } from "./licenses.js";

const key = (id: string, changes: Partial<NextSigningKey> = {}): NextSigningKey => ({
  id,
  name: "default",
  publicJwk: `{"kid":"${id}"}`,
  sealedPrivateKey: `v1.${id}`,
  createdAt: 100,
  signsFrom: 100,
  tokensUntil: 0,
  ...changes,
});

const { sealedPrivateKey: _, ...keyInKms } = key("K", { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1" });

const ids = (keys: readonly StoredSigningKey[]): readonly string[] => keys.map(({ id }) => id);

/** What every storage of signing keys has to do. */
export function signingKeyStorageContract(name: string, open: () => Promise<Storage>): void {
  describe(`signing keys in ${name}`, () => {
    it("are listed as they were added, by name and version, with and without what may be absent", async () => {
      const { signingKeys } = await open();
      const owned = { name: "acme", account: "123456789012", issuerName: "Acme" };
      await signingKeys.add(() => key("B"));
      await signingKeys.add(() => key("A", { retiredAt: 150, withdrawnAt: 160, tokensUntil: 170 }));
      await signingKeys.add(() => ({ ...keyInKms, ...owned }));
      expect(await signingKeys.list()).toEqual([
        { ...keyInKms, ...owned, version: 1 },
        { ...key("B"), version: 1 },
        { ...key("A", { retiredAt: 150, withdrawnAt: 160, tokensUntil: 170 }), version: 2 },
      ]);
    });

    it("are added as the present ones allow", async () => {
      const { signingKeys } = await open();
      expect(await signingKeys.add(() => key("A"))).toEqual({ ...key("A"), version: 1 });
      expect(await signingKeys.add((keys) => (keys.length === 0 ? key("B") : undefined))).toBeUndefined();
      const refuse = (): never => {
        throw new Error("Not this one.");
      };
      expect(await failure(() => signingKeys.add(refuse))).toBe("Error: Not this one.");
      await expect(signingKeys.add(() => key("A", { name: "other" }))).rejects.toThrow();
      expect(ids(await signingKeys.list())).toEqual(["A"]);
    });

    it("are numbered without gaps, whoever adds them at the same time", async () => {
      const { signingKeys } = await open();
      await Promise.all(["A", "B", "C", "D", "E"].map((id) => signingKeys.add(() => key(id))));
      expect((await signingKeys.list()).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    });

    it("are retired for good, without their private keys", async () => {
      const { signingKeys } = await open();
      for (const id of ["A", "B", "C"]) await signingKeys.add(() => key(id));
      await signingKeys.retire((keys) => ids(keys).slice(0, 2), 500, false);
      await signingKeys.retire(() => ["B"], 600, true);
      await signingKeys.retire(() => [], 700, true);
      const [first, second, third] = await signingKeys.list();
      const { sealedPrivateKey: _a, ...a } = key("A");
      const { sealedPrivateKey: _b, ...b } = key("B");
      expect(first).toEqual({ ...a, version: 1, retiredAt: 500 });
      expect(second).toEqual({ ...b, version: 2, retiredAt: 500, withdrawnAt: 600 });
      expect(third).toEqual({ ...key("C"), version: 3 });
    });

    it("are in the audit log with every change", async () => {
      const { auditLog, signingKeys } = await open();
      await signingKeys.add(() => key("A", { name: "acme", account: "123456789012", issuerName: "Acme" }), {
        osUser: "somebody",
      });
      await signingKeys.add(() => ({ ...keyInKms, name: "acme" }), { account: "222222222222" });
      await signingKeys.retire(() => ["A"], 500, true);
      const common = { keyId: "A", account: "123456789012" };
      expect((await auditLog.list({ limit: 9 })).map(({ id: _id, ...event }) => event)).toEqual([
        {
          ...common,
          at: 500,
          operation: "RetireSigningKey",
          outcome: "retired",
          details: { Name: "acme", Version: "1", Compromised: true },
        },
        {
          at: 100,
          account: "222222222222",
          operation: "CreateSigningKey",
          keyId: "K",
          outcome: "created",
          details: { Name: "acme", Version: "2", KmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1" },
        },
        {
          ...common,
          at: 100,
          osUser: "somebody",
          operation: "CreateSigningKey",
          outcome: "created",
          details: { Name: "acme", Version: "1", IssuerName: "Acme" },
        },
      ]);
    });

    it("know until when they have tokens, which only moves on", async () => {
      const { signingKeys } = await open();
      await signingKeys.add(() => key("A"));
      await signingKeys.add(() => key("B"));
      await signingKeys.noteTokensUntil("A", 900);
      await signingKeys.noteTokensUntil("A", 800);
      expect((await signingKeys.list()).map(({ tokensUntil }) => tokensUntil)).toEqual([900, 0]);
    });

    it("know the last expiration of what was borrowed, returned or not, and of nothing else", async () => {
      const { licenses, signingKeys } = await open();
      expect(await signingKeys.lastExpiration()).toBeUndefined();
      await licenses.addLicense(studio(), answer("create"));
      const lend = (token: string, kind: "BORROW" | "PROVISIONAL", expiration: number): Promise<unknown> =>
        licenses.addLease(
          {
            consumptionToken: token,
            licenseArn: ARN,
            licenseVersion: 1,
            kind,
            account: "123456789012",
            issuedAt: NOON,
            expiration,
            holdings: [],
          },
          answer(token),
        );
      await lend("a", "BORROW", NOON + 100);
      await lend("b", "BORROW", NOON + 300);
      await lend("c", "PROVISIONAL", NOON + 900);
      await licenses.returnLease("b", NOON + 10);
      expect(await signingKeys.lastExpiration()).toBe(NOON + 300);
    });

    it("know how many licenses name them", async () => {
      const { licenses, signingKeys } = await open();
      const named = (signKey: string): { issuer: { name: string; signKey: string } } => ({
        issuer: { name: "Acme", signKey },
      });
      await licenses.addLicense(studio(named("acme")), answer("a"));
      await licenses.addLicense({ ...studio(named("key-id")), arn: `${ARN}1` }, answer("b"));
      await licenses.addLicense({ ...studio(), arn: `${ARN}2` }, answer("c"));
      expect(await signingKeys.countLicensesNaming(["acme", "key-id"])).toBe(2);
      await licenses.addLicenseVersion({ ...studio(), version: 2 }, answer("d"));
      expect(await signingKeys.countLicensesNaming(["acme", "key-id"])).toBe(1);
      await licenses.deleteLicense(`${ARN}1`, 1, NOON);
      expect(await signingKeys.countLicensesNaming(["acme", "key-id"])).toBe(0);
    });
  });
}

function answer(clientToken: string): Parameters<Storage["licenses"]["addLicense"]>[1] {
  return {
    account: "123456789012",
    operation: "CreateLicense",
    clientToken,
    digest: "digest",
    response: "{}",
    answeredAt: NOON,
  };
}
