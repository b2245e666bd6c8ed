import { createPrivateKey, randomBytes, sign } from "node:crypto";
import { inspect } from "node:util";
import { createBorrowTokenVerifier } from "@borrow-license/token-verification";
import {
  type BorrowTokenClaims,
  createBorrowTokenIssuer,
  generateSigningKey,
} from "@borrow-license/token-verification/issuer";
import { describe, expect, it, onTestFinished } from "vitest";
import { ARN, failure, NOON } from "../../test/licenses.js";
import { openStorage, type Storage } from "../storage/open-storage.js";
import type { KmsKeys } from "./kms-keys.js";
import type { SignedLicense } from "./license-signer.js";
import { SigningKeys } from "./signing-keys.js";
import { StoredKeySigner } from "./stored-key-signer.js";

const ENCRYPTION_KEY = randomBytes(32);
/** Small, because tests make many. */
const SMALL = { modulusLength: 2048 };
const HOUR = 3600;
const ACME: SignedLicense = { account: "123456789012", issuer: { name: "Acme" } };

interface Bench {
  readonly storage: Storage;
  readonly keys: SigningKeys;
  /** A process that signs. */
  readonly signer: (options?: { readonly kmsKeys?: KmsKeys; readonly encryptionKey?: Uint8Array }) => StoredKeySigner;
  readonly wait: (seconds: number) => void;
  /** The key that a token of the license is signed with, verified with what is published. */
  readonly signedWith: (signer: StoredKeySigner, license?: SignedLicense, hours?: number) => Promise<string>;
}

/** Keys in a storage of their own, at noon, with the default key. */
async function bench(kmsKeys?: KmsKeys): Promise<Bench> {
  const storage = await openStorage({ database: ":memory:" });
  onTestFinished(() => storage.close());
  let now = NOON;
  const clock = (): Date => new Date(now * 1000);
  const options = { storage: storage.signingKeys, encryptionKey: ENCRYPTION_KEY, clock, ...(kmsKeys && { kmsKeys }) };
  const keys = new SigningKeys(options);
  await keys.create({ name: "default", source: SMALL });
  return {
    storage,
    keys,
    signer: (changes) => new StoredKeySigner({ ...options, elapsed: () => now * 1000, ...changes }),
    wait(seconds) {
      now += seconds;
    },
    async signedWith(signer, license = ACME, hours = 1) {
      const token = await signer.issue(claims(now, hours), license);
      const published = (await signer.publishedKeys()).map(({ publicJwk }) => publicJwk);
      const verifier = await createBorrowTokenVerifier({ keys: published }, { now: clock });
      await verifier.verify(token, { ignoreNode: true });
      return headerOf(token).kid;
    },
  };
}

function claims(now: number, hours: number): BorrowTokenClaims {
  return {
    licenseArn: ARN,
    licenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
    entitlementsAllowed: [{ Name: "export", Unit: "None" }],
    issuedAt: new Date(now * 1000),
    expiration: new Date((now + hours * HOUR) * 1000),
  };
}

function headerOf(token: string): { readonly kid: string } {
  return JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string };
}

const idsOf = async (signer: StoredKeySigner): Promise<readonly (string | undefined)[]> =>
  (await signer.publishedKeys()).map(({ publicJwk }) => publicJwk.kid);

describe("rotation", () => {
  it("publishes the next key before it signs, and every process changes at that moment", async () => {
    const { keys, signedWith, signer, wait } = await bench();
    const [one, other] = [signer(), signer()];
    const first = await signedWith(one);
    expect(await signedWith(other)).toBe(first);
    const { keyId: second } = await keys.rotate("default", 600, SMALL);
    wait(599);
    expect(await Promise.all([signedWith(one), signedWith(other)])).toEqual([first, first]);
    expect(await idsOf(one)).toEqual([first, second]);
    wait(1);
    expect(await Promise.all([signedWith(one), signedWith(other)])).toEqual([second, second]);
    expect(await idsOf(other)).toEqual([second, first]);
  });

  it("at once is noticed by other processes within two seconds", async () => {
    const { keys, signedWith, signer, wait } = await bench();
    const other = signer();
    const first = await signedWith(other);
    const { keyId: second } = await keys.rotate("default", 0, SMALL);
    wait(2);
    expect([first, await signedWith(other)]).toEqual([first, second]);
  });

  it("leaves tokens valid: a key is published until the last one that it signed expires", async () => {
    const { keys, signedWith, signer, wait } = await bench();
    const one = signer();
    const first = await signedWith(one, ACME, 10);
    await signedWith(one, ACME, 1);
    const { keyId: second } = await keys.rotate("default", 0, SMALL);
    wait(10 * HOUR - 1);
    expect(await idsOf(signer())).toEqual([second, first]);
    wait(1);
    expect(await idsOf(signer())).toEqual([second]);
  });

  it("of a name that is not there is refused", async () => {
    const { keys } = await bench();
    expect(await failure(() => keys.rotate("acme", 0, SMALL))).toBe(
      "SigningKeyNotFoundError: There is no signing key acme. Run borrow-license keys list to see those that there are.",
    );
  });
});

describe("a key of its own", () => {
  it("signs the licenses of its issuer, and of those that name it", async () => {
    const { keys, signedWith, signer } = await bench();
    const { keyId } = await keys.create({ name: "acme", account: ACME.account, issuerName: "Acme", source: SMALL });
    const one = signer();
    expect(await signedWith(one)).toBe(keyId);
    expect(await signedWith(one, { ...ACME, issuer: { name: "Other", signKey: "acme" } })).toBe(keyId);
    expect(await signedWith(one, { ...ACME, issuer: { name: "Other" } })).not.toBe(keyId);
    expect(await one.signKeys(ACME.account)).toEqual(expect.arrayContaining(["acme", keyId, "default"]));
    expect(await one.signKeys("222222222222")).not.toContain("acme");
  });

  it("is made of a private key that there is, and of each only once", async () => {
    const { keys } = await bench();
    const { privateKeyPem } = await generateSigningKey(SMALL);
    const { keyId } = await createBorrowTokenIssuer({ key: privateKeyPem });
    expect((await keys.create({ name: "own", source: { privateKeyPem } })).keyId).toBe(keyId);
    expect(await failure(() => keys.rotate("default", 0, { privateKeyPem }))).toBe(
      "SigningKeyRefusedError: That key is there already, as version 1 of own.",
    );
  });

  it("is refused where the name or the issuer has one, and where the name is none", async () => {
    const { keys } = await bench();
    await keys.create({ name: "acme", account: ACME.account, issuerName: "Acme", source: SMALL });
    expect(await failure(() => keys.create({ name: "acme", source: SMALL }))).toContain(
      "SigningKeyRefusedError: There is a signing key acme already.",
    );
    const rival = { name: "rival", account: ACME.account, issuerName: "Acme", source: SMALL };
    expect(await failure(() => keys.create(rival))).toContain(
      'SigningKeyRefusedError: The issuer "Acme" of the account 123456789012 has the signing key acme.',
    );
    expect(await failure(() => keys.create({ name: "a b", source: SMALL }))).toContain('it is "a b".');
    const pem = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";
    const message = await failure(() => keys.create({ name: "bad", source: { privateKeyPem: pem } }));
    expect(message).toContain("SigningKeyUnusableError: The signing key cannot be used: ");
    expect(message).not.toContain("c2VjcmV0");
  });
});

describe("retirement", () => {
  it("deletes the private key, and leaves tokens valid", async () => {
    const { keys, signedWith, signer, storage, wait } = await bench();
    const first = await signedWith(signer(), ACME, 10);
    const { keyId: second } = await keys.rotate("default", 0, SMALL);
    expect(await keys.retire(first)).toMatchObject([{ keyId: first, state: "retired", isPublished: true }]);
    expect((await storage.signingKeys.list())[0]).not.toHaveProperty("sealedPrivateKey");
    expect(await idsOf(signer())).toEqual([second, first]);
    wait(10 * HOUR);
    expect(await idsOf(signer())).toEqual([second]);
  });

  it("of a compromised key ends its publication at once, and a process that has not noticed cannot undo it", async () => {
    const { keys, signedWith, signer, wait } = await bench();
    const late = signer();
    const first = await signedWith(late);
    const { keyId: second } = await keys.rotate("default", 0, SMALL);
    await keys.retire(first, { isWithdrawn: true });
    expect(headerOf(await late.issue(claims(NOON, 50), ACME)).kid).toBe(first);
    expect(await idsOf(signer())).toEqual([second]);
    wait(2);
    expect(headerOf(await late.issue(claims(NOON, 50), ACME)).kid).toBe(second);
  });

  it("is refused where nothing else would sign", async () => {
    const { keys, signedWith, signer } = await bench();
    const first = await signedWith(signer());
    expect(await failure(() => keys.retire(first))).toBe(
      `SigningKeyRefusedError: ${first} is the only key that signs for default. ` +
        "Run borrow-license keys rotate default --activate-in 0 first.",
    );
    expect(await failure(() => keys.retire("default"))).toBe(
      "SigningKeyRefusedError: The key default signs what has no other key. Rotate it, and retire by its ID what it was before.",
    );
    expect(await failure(() => keys.retire("nothing"))).toContain("SigningKeyNotFoundError: ");
    expect((await keys.list()).map(({ state }) => state)).toEqual(["signing"]);
  });

  it("of the next key takes a rotation back", async () => {
    const { keys, signedWith, signer, wait } = await bench();
    const first = await signedWith(signer());
    const { keyId: second } = await keys.rotate("default", 60, SMALL);
    await keys.retire(second);
    wait(60);
    expect(await signedWith(signer())).toBe(first);
    expect(await idsOf(signer())).toEqual([first]);
  });
});

describe("a key in AWS KMS", () => {
  const remote = async (): Promise<{ kmsKeys: KmsKeys; asked: string[] }> => {
    const { privateKeyPem } = await generateSigningKey(SMALL);
    const key = createPrivateKey(privateKeyPem);
    const { publicJwk } = await createBorrowTokenIssuer({ key: privateKeyPem });
    const asked: string[] = [];
    const salted = { key, padding: 6, saltLength: 48 };
    const signer = { publicJwk, sign: async (data: Uint8Array) => sign("sha384", data, salted) };
    return {
      asked,
      kmsKeys: async (id) => {
        asked.push(id);
        return { arn: "arn:aws:kms:us-east-1:123456789012:key/1", signer };
      },
    };
  };

  it("signs there, and is remembered by its ARN, without a private key here", async () => {
    const { asked, kmsKeys } = await remote();
    const { keys, signedWith, signer, storage } = await bench(kmsKeys);
    const { keyId } = await keys.create({
      ...ACME,
      name: "acme",
      issuerName: "Acme",
      source: { kmsKeyId: "alias/acme" },
    });
    const one = signer({ kmsKeys });
    expect([await signedWith(one), await signedWith(one)]).toEqual([keyId, keyId]);
    expect(asked).toEqual(["alias/acme", "arn:aws:kms:us-east-1:123456789012:key/1"]);
    expect(await storage.signingKeys.list()).toMatchObject([
      { name: "acme", kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1" },
      { name: "default" },
    ]);
    expect((await storage.signingKeys.list())[0]).not.toHaveProperty("sealedPrivateKey");
  });

  it("that is another one by now is refused, and one that was away is asked again", async () => {
    const { kmsKeys } = await remote();
    const { keys, signedWith, signer } = await bench(kmsKeys);
    const { keyId } = await keys.create({
      ...ACME,
      name: "acme",
      issuerName: "Acme",
      source: { kmsKeyId: "alias/acme" },
    });
    expect(await failure(async () => signedWith(signer({ kmsKeys: (await remote()).kmsKeys })))).toContain(
      `SigningKeyUnusableError: The signing key ${keyId} of acme is another key in arn:aws:kms:`,
    );
    let isAway = true;
    const unsteady = signer({ kmsKeys: (id) => (isAway ? Promise.reject(new Error("It is away.")) : kmsKeys(id)) });
    expect(await failure(() => signedWith(unsteady))).toBe("Error: It is away.");
    isAway = false;
    expect(await signedWith(unsteady)).toBe(keyId);
  });
});

describe("private keys", () => {
  it("are encrypted with the server's key, each for its own ID", async () => {
    const { keys, signer, storage } = await bench();
    expect(await failure(() => signer({ encryptionKey: randomBytes(32) }).issue(claims(NOON, 1), ACME))).toMatch(
      /^EncryptionKeyUnusableError: The private key of the signing key \S+ cannot be read with this server's encryption key\./,
    );
    await keys.create({ name: "acme", account: ACME.account, issuerName: "Acme", source: SMALL });
    const [acme, byDefault] = await storage.signingKeys.list();
    const { dialect, query } = storage.database;
    expect(dialect).toBe("sqlite");
    await query
      .updateTable("signing_key")
      .set({ sealed_private_key: byDefault?.sealedPrivateKey ?? null })
      .where("id", "=", acme?.id ?? "")
      .execute();
    expect(await failure(() => signer().issue(claims(NOON, 1), ACME))).toContain("EncryptionKeyUnusableError: ");
  });

  it("can be replaced when the encryption key is lost", async () => {
    const { keys, signedWith, signer, storage } = await bench();
    const first = await signedWith(signer());
    const encryptionKey = randomBytes(32);
    const clock = (): Date => new Date((NOON + 1) * 1000);
    const { keyId } = await new SigningKeys({ storage: storage.signingKeys, encryptionKey, clock }).rotate(
      "default",
      -1,
      SMALL,
    );
    expect(await signedWith(signer({ encryptionKey }))).toBe(keyId);
    expect((await keys.find(first))[0]?.isPublished).toBe(true);
  });

  it("show in nothing that holds them", async () => {
    const { keys, signedWith, signer } = await bench();
    const { privateKeyPem } = await generateSigningKey(SMALL);
    await keys.create({ name: "acme", account: ACME.account, issuerName: "Acme", source: { privateKeyPem } });
    const one = signer();
    await signedWith(one);
    const { d = "", p = "", q = "" } = createPrivateKey(privateKeyPem).export({ format: "jwk" });
    const shown = [keys, one, await keys.list(), await one.publishedKeys()]
      .map((value) => `${inspect(value, { depth: 20, showHidden: true })} ${JSON.stringify(value)}`)
      .join("\n");
    const secrets = [...privateKeyPem.split("\n").slice(1, -2), d, p, q, ENCRYPTION_KEY.toString("base64")];
    for (const secret of secrets) expect(shown.includes(secret)).toBe(false);
    for (const word of ["PRIVATE", "sealed", ENCRYPTION_KEY.toString("hex")]) expect(shown).not.toContain(word);
  });
});
