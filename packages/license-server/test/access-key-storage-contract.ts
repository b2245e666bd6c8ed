import { describe, expect, it } from "vitest";
import type { AccessKeyStorage, StoredAccessKey } from "../src/storage/access-keys/access-key-storage.js";

const key = (id: string, changes: Partial<StoredAccessKey> = {}): StoredAccessKey => ({
  id,
  account: "123456789012",
  description: "somebody's",
  sealedSecret: `v1.${id}`,
  policy: '{"statements":[]}',
  createdAt: 100,
  ...changes,
});

/** What every storage of access keys has to do. */
export function accessKeyStorageContract(name: string, open: () => Promise<AccessKeyStorage>): void {
  describe(`access keys in ${name}`, () => {
    it("are found as they were added, with and without what may be absent", async () => {
      const storage = await open();
      const temporary = key("B", { sessionTokenDigest: "ab", expiration: 200, disabledAt: 150 });
      await storage.add(key("A"));
      await storage.add(temporary);
      expect(await storage.find("A")).toEqual(key("A"));
      expect(await storage.find("B")).toEqual(temporary);
      expect(await storage.find("a")).toBeUndefined();
    });

    it("are listed by account and age", async () => {
      const storage = await open();
      await storage.add(key("C", { account: "999999999999" }));
      await storage.add(key("B", { createdAt: 300 }));
      await storage.add(key("A", { createdAt: 200 }));
      expect((await storage.list()).map(({ id }) => id)).toEqual(["A", "B", "C"]);
    });

    it("are added once", async () => {
      const storage = await open();
      await storage.add(key("A"));
      await expect(storage.add(key("A", { account: "999999999999" }))).rejects.toThrow();
      expect(await storage.find("A")).toEqual(key("A"));
    });

    it("are added as the first one by one of many", async () => {
      const storage = await open();
      const added = await Promise.all(["A", "B", "C", "D"].map((id) => storage.addFirst(key(id))));
      expect(added.filter((isAdded) => isAdded)).toHaveLength(1);
      expect(await storage.list()).toHaveLength(1);
    });

    it("are disabled, enabled and deleted, where they are there", async () => {
      const storage = await open();
      await storage.add(key("A"));
      await storage.add(key("B"));
      expect(await storage.setDisabled("A", true, 500)).toBe(true);
      expect(await storage.find("A")).toEqual(key("A", { disabledAt: 500 }));
      expect(await storage.find("B")).toEqual(key("B"));
      expect(await storage.setDisabled("A", false, 600)).toBe(true);
      expect(await storage.find("A")).toEqual(key("A"));
      expect(await storage.delete("A", 700)).toBe(true);
      expect(await storage.find("A")).toBeUndefined();
      expect([await storage.delete("A", 800), await storage.setDisabled("A", true, 800)]).toEqual([false, false]);
    });
  });
}
