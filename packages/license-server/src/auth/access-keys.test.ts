import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openStorage } from "../storage/open-storage.js";
import { type AccessKeys, createAccessKeys } from "./access-keys.js";
import { ADMINISTRATOR_POLICY } from "./policy.js";

const ACCOUNT = "123456789012";

/** The access keys of two processes on one storage, and what lets time pass in both. */
async function twoProcesses() {
  const { accessKeys: storage, database } = await openStorage({ database: ":memory:" });
  const encryptionKey = randomBytes(32);
  let now = 1000;
  const keys = (): AccessKeys =>
    createAccessKeys({ storage, encryptionKey, clock: () => new Date(), random: randomBytes, elapsed: () => now });
  const wait = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { one: keys(), other: keys(), wait, database };
}

describe("an access key", () => {
  it("is found with its secret, and not any more from when it is disabled or deleted", async () => {
    const { one: keys } = await twoProcesses();
    const { accessKeyId, secretAccessKey } = await keys.create({ account: ACCOUNT, policy: ADMINISTRATOR_POLICY });
    expect(await keys.find(accessKeyId)).toMatchObject({ accessKeyId, secretAccessKey, account: ACCOUNT });
    await keys.setDisabled(accessKeyId, true);
    expect(await keys.find(accessKeyId)).toBeUndefined();
    await keys.setDisabled(accessKeyId, false);
    expect(await keys.find(accessKeyId)).toMatchObject({ secretAccessKey });
    await keys.delete(accessKeyId);
    expect(await keys.find(accessKeyId)).toBeUndefined();
  });

  it("that another process disables is found for two seconds more, and no longer", async () => {
    const { one, other, wait } = await twoProcesses();
    const { accessKeyId } = await one.create({ account: ACCOUNT, policy: ADMINISTRATOR_POLICY });
    await other.find(accessKeyId);
    await one.setDisabled(accessKeyId, true);
    wait(1900);
    expect(await other.find(accessKeyId)).toBeDefined();
    wait(200);
    expect(await other.find(accessKeyId)).toBeUndefined();
  });

  it.each(["session_token_digest", "expiration"] as const)(
    "that was made for a while and has lost its %s is no key without end",
    async (column) => {
      const { database, one } = await twoProcesses();
      const request = { account: ACCOUNT, policy: ADMINISTRATOR_POLICY, lifetimeSeconds: 60 };
      const [whole, half] = [await one.create(request), await one.create(request)];
      await database.query.updateTable("access_key").set(column, null).where("id", "=", half.accessKeyId).execute();
      expect(await one.find(whole.accessKeyId)).toMatchObject({ session: { expiration: expect.any(Date) } });
      expect(await one.find(half.accessKeyId)).toBeUndefined();
    },
  );
});
