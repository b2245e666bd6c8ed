import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { ARN, failure, NOON } from "../../test/licenses.js";
import { openStorage } from "../storage/open-storage.js";
import type { SigningKeyStorage } from "../storage/signing-keys/signing-key-storage.js";
import { openServerSigning, type ServerSigningOptions } from "./open-server-signing.js";

const clock = (): Date => new Date(NOON * 1000);

/** What a first start needs, with a storage that adds keys when the test says so. */
async function firstStart(add: () => Promise<void>): Promise<ServerSigningOptions & { readonly logged: string[] }> {
  const { close, signingKeys } = await openStorage({ database: ":memory:" });
  onTestFinished(() => close());
  const storage: SigningKeyStorage = {
    ...signingKeys,
    async add(...args) {
      await add();
      return signingKeys.add(...args);
    },
  };
  const logged: string[] = [];
  const logger = pino({}, { write: (line: string) => logged.push(line) });
  return { storage, encryptionKey: randomBytes(32), clock, logger, keyFile: undefined, logged };
}

describe("a server's first signing key", () => {
  it("keeps those waiting that need it, and nobody else", async () => {
    let add = (): void => undefined;
    const adding = new Promise<void>((resolve) => {
      add = resolve;
    });
    const { publishedKeys, ready, signer } = await openServerSigning(await firstStart(() => adding));
    let isPublished = false;
    const published = publishedKeys().then((keys) => {
      isPublished = true;
      return keys;
    });
    const token = signer.issue(
      {
        licenseArn: ARN,
        licenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
        entitlementsAllowed: [{ Name: "export", Unit: "None" }],
        issuedAt: clock(),
        expiration: new Date((NOON + 60) * 1000),
      },
      { account: "123456789012", issuer: { name: "Acme" } },
    );
    expect(isPublished).toBe(false);
    add();
    expect(await published).toMatchObject([{ name: "default", isSigning: true }]);
    expect((await token).split(".")).toHaveLength(3);
    await ready();
  });

  it("is made for the next one who needs it where it failed", async () => {
    let failures = 1;
    const options = await firstStart(async () => {
      if (failures-- > 0) throw new Error("The database is away.");
    });
    const { publishedKeys, ready, settled } = await openServerSigning(options);
    expect(await failure(ready)).toBe("Error: The database is away.");
    await settled();
    expect(options.logged).toEqual([expect.stringContaining("no signing key could be made")]);
    expect(await publishedKeys()).toHaveLength(1);
  });
});
