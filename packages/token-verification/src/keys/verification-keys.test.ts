import { createPublicKey, createSecretKey, generateKeyPairSync, KeyObject } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { verifyBorrowToken } from "../../test/both-verifiers.js";
import { CLOUD_PAYLOAD, NOW, rsaKeys, signedToken } from "../../test/tokens.js";
import { createBorrowTokenVerifier, verifyBorrowToken as verifyPortably } from "../borrow-token-verifier.js";
import { createSyncBorrowTokenVerifier } from "../node/sync-borrow-token-verifier.js";
import { prepareSyncVerificationKeys } from "../node/sync-verification-keys.js";
import { prepareVerificationKeys, type VerificationKeys } from "./verification-keys.js";

const { privateKey, publicKey } = rsaKeys();
const other = rsaKeys();

const jwk = jwkOf(publicKey);
const pem = pemOf(publicKey);
const der = publicKey.export({ type: "spki", format: "der" });
const RSA_PSS = { name: "RSA-PSS", hash: "SHA-384" };

function jwkOf(key: KeyObject): JWK {
  return key.export({ format: "jwk" }) as JWK;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: key.type === "public" ? "spki" : "pkcs8", format: "pem" }).toString();
}

function verify(keys: VerificationKeys, header: object = { alg: "PS384" }) {
  const token = signedToken(privateKey, CLOUD_PAYLOAD, header);
  return verifyBorrowToken(token, keys, { nodeId: "workstation-7" }, { now: () => NOW });
}

function evenModulus({ n = "" }: JWK): string {
  const bytes = Buffer.from(n, "base64url");
  return Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) & 0xfe)]).toString("base64url");
}

function paddedModulus(key: KeyObject): string {
  return Buffer.concat([Buffer.alloc(128), Buffer.from(jwkOf(key).n ?? "", "base64url")]).toString("base64url");
}

function importPkcs8() {
  const bytes = privateKey.export({ type: "pkcs8", format: "der" });
  return crypto.subtle.importKey("pkcs8", new Uint8Array(bytes), RSA_PSS, true, ["sign"]);
}

/** A `CryptoKey` that cannot be exported, as a runtime may answer it, with a public exponent of those bytes. */
function cryptoKeyWith(...publicExponent: readonly number[]) {
  const algorithm = {
    name: "RSA-PSS",
    hash: { name: "SHA-384" },
    modulusLength: 2048,
    publicExponent: Uint8Array.from(publicExponent),
  };
  return { type: "public", usages: ["verify"], extractable: false, algorithm };
}

/** Makes something when somebody asks for it, and only the first time: who runs one test shall not wait for all keys. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function importSpki(extractable: boolean, algorithm: { name: string; hash: string } = RSA_PSS) {
  return crypto.subtle.importKey("spki", new Uint8Array(der), algorithm, extractable, ["verify"]);
}

describe("forms of keys", () => {
  it.each<[string, () => VerificationKeys | Promise<VerificationKeys>]>([
    ["SPKI in PEM", () => pem],
    ["SPKI in PEM with other line ends", () => `\r\n${pem.replaceAll("\n", "\r\n")}`],
    ["SPKI as DER bytes", () => der],
    ["a part of a larger buffer", () => new Uint8Array(Buffer.concat([Buffer.alloc(3), der])).subarray(3)],
    ["a JWK", () => jwk],
    [
      "a JWK with alg, use, key_ops and kid",
      () => ({ ...jwk, alg: "PS384", use: "sig", key_ops: ["verify"], kid: "a" }),
    ],
    ["a JWK Set", () => ({ keys: [jwk] })],
    ["Node's KeyObject", () => publicKey],
    ["a CryptoKey", () => importSpki(true)],
    ["several keys of several forms", () => [other.publicKey, { keys: [jwkOf(other.publicKey)] }, pem]],
  ])("verifies with %s", async (_, keys) => {
    await expect(verify(await keys())).resolves.toBeDefined();
  });

  it("verifies with a CryptoKey that cannot be exported, portably", async () => {
    const key = await importSpki(false);
    const token = signedToken(privateKey, CLOUD_PAYLOAD);
    await expect(verifyPortably(token, key, { ignoreNode: true }, { now: () => NOW })).resolves.toBeDefined();
    expect(() => prepareSyncVerificationKeys(key)).toThrow(expect.objectContaining({ code: "key-unfit" }));
  });

  it("leaves the caller's own keys as they are", async () => {
    const cryptoKey = await importSpki(true);
    for (const key of [cryptoKey, publicKey]) await expect(verify(key)).resolves.toBeDefined();
    for (const key of [KeyObject.from(cryptoKey), publicKey]) {
      expect(Object.getOwnPropertyNames(key)).not.toEqual(expect.arrayContaining(["padding"]));
      expect(Object.getOwnPropertyNames(key)).not.toEqual(expect.arrayContaining(["saltLength"]));
    }
  });

  it.each([2048, 3072, 4096])("verifies with a key of %i bits", async (modulusLength) => {
    const keys = rsaKeys(modulusLength);
    const token = signedToken(keys.privateKey, CLOUD_PAYLOAD);
    const options = { now: () => NOW };
    await expect(verifyBorrowToken(token, keys.publicKey, { ignoreNode: true }, options)).resolves.toBeDefined();
  });
});

describe("unfit keys", () => {
  const ec = once(() => generateKeyPairSync("ec", { namedCurve: "P-384" }));
  const pss = once(() => generateKeyPairSync("rsa-pss", { modulusLength: 2048 }));
  const small = once(() => rsaKeys(1024));
  const evenJwk = { ...jwk, n: evenModulus(jwk) };

  it.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["no key", () => []],
    ["an empty JWK Set", () => ({ keys: [] })],
    ["null", () => null],
    ["a number", () => 7],
    ["an object of no known form", () => ({ key: pem })],
    ["what only looks like a KeyObject", () => ({ type: "public", asymmetricKeyType: "rsa", export: true })],
    ["a text that is no PEM", () => "secret"],
    ["PEM that is no base64", () => "-----BEGIN PUBLIC KEY-----\n*\n-----END PUBLIC KEY-----\n"],
    ["PEM with two keys", () => pem + pemOf(other.publicKey)],
    ["PKCS #1 in PEM", () => publicKey.export({ type: "pkcs1", format: "pem" })],
    ["bytes that are no key", () => Uint8Array.of(1, 2, 3)],
    ["a private key in PEM", () => pemOf(privateKey)],
    ["a private key as JWK", () => jwkOf(privateKey)],
    ["a private key as KeyObject", () => privateKey],
    ["a JWK with a private member", () => ({ ...jwk, p: "AQAB" })],
    ["a secret as JWK", () => ({ kty: "oct", k: "c2VjcmV0" })],
    ["a secret as KeyObject", () => createSecretKey(Buffer.alloc(32))],
    ["an EC key in PEM", () => pemOf(ec().publicKey)],
    ["an EC key as JWK", () => jwkOf(ec().publicKey)],
    ["an EC key as KeyObject", () => ec().publicKey],
    ["a key with the identifier of RSASSA-PSS in PEM", () => pemOf(pss().publicKey)],
    ["a key with the identifier of RSASSA-PSS as KeyObject", () => pss().publicKey],
    ["a key of 1024 bits in PEM", () => pemOf(small().publicKey)],
    ["a key of 1024 bits as JWK", () => jwkOf(small().publicKey)],
    ["a JWK for another algorithm", () => ({ ...jwk, alg: "PS256" })],
    ["a JWK for encryption", () => ({ ...jwk, use: "enc" })],
    ["a JWK that may not verify", () => ({ ...jwk, key_ops: ["encrypt"] })],
    ["a JWK whose key_ops are a text", () => ({ ...jwk, key_ops: "do-not-verify" }) as unknown as JWK],
    ["a JWK whose key_ops are null", () => ({ ...jwk, key_ops: null }) as unknown as JWK],
    ["SPKI with bytes behind it", () => Buffer.concat([der, Buffer.of(0)])],
    ["a JWK without modulus", () => ({ kty: "RSA", e: "AQAB" })],
    ["a JWK of another type with the numbers of an RSA key", () => ({ ...jwk, kty: "oct" })],
    ["a JWK whose modulus is one character", () => ({ ...jwk, n: "A" })],
    ["a JWK whose modulus has white space before it", () => ({ ...jwk, n: `\n${jwk.n}` })],
    ["a JWK whose modulus has padding", () => ({ ...jwk, n: `${jwk.n}==` })],
    ["a JWK whose modulus has white space", () => ({ ...jwk, n: `${jwk.n}\n` })],
    ["a JWK whose exponent is a number", () => ({ ...jwk, e: 65537 })],
    ["a JWK with an exponent of 1", () => ({ ...jwk, e: "AQ" })],
    ["a JWK with an exponent of 1 behind zeros", () => ({ ...jwk, e: "AAAB" })],
    ["a JWK with an exponent of 0", () => ({ ...jwk, e: "AA" })],
    ["a JWK with an even exponent", () => ({ ...jwk, e: "AQAC" })],
    ["a JWK with an exponent of 72 bits", () => ({ ...jwk, e: "AQAAAAAAAAAB" })],
    ["a JWK with an even modulus", () => ({ ...jwk, n: evenModulus(jwk) })],
    ["a key with an even modulus as KeyObject", () => createPublicKey({ key: evenJwk, format: "jwk" })],
    ["a key with an even modulus in PEM", () => pemOf(createPublicKey({ key: evenJwk, format: "jwk" }))],
    ["a JWK of 1024 bits behind zeros", () => ({ ...jwk, n: paddedModulus(small().publicKey) })],
    ["a key of 2040 bits", () => rsaKeys(2040).publicKey],
    ["a JWK of 8200 bits", () => ({ ...jwk, n: Buffer.alloc(1025, 0xff).toString("base64url") })],
    ["a fit key beside an unfit one", () => [jwk, { ...jwk, alg: "RS256" }]],
    [
      "a CryptoKey that may not verify",
      async () => {
        const { type, algorithm, extractable } = await importSpki(true);
        return { type, algorithm, extractable, usages: [] };
      },
    ],
    ["a CryptoKey for another hash", () => importSpki(true, { name: "RSA-PSS", hash: "SHA-256" })],
    ["a CryptoKey for PKCS #1 v1.5", () => importSpki(true, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-384" })],
    ["a private CryptoKey", () => importPkcs8()],
    ["a CryptoKey without a hash", () => ({ ...cryptoKeyWith(1, 0, 1), algorithm: { name: "RSA-PSS" } })],
    ["a CryptoKey with an exponent of 1", () => cryptoKeyWith(1)],
    ["a CryptoKey with an exponent of 1 behind zeros", () => cryptoKeyWith(0, 0, 1)],
    ["a CryptoKey with an exponent of zeros", () => cryptoKeyWith(0, 0)],
    ["a CryptoKey with an exponent of no bytes", () => cryptoKeyWith()],
  ])("refuses %s", async (_, keys) => {
    const given = (await keys()) as VerificationKeys;
    await expect(prepareVerificationKeys(given)).rejects.toMatchObject({ code: "key-unfit" });
    expect(() => prepareSyncVerificationKeys(given)).toThrow(expect.objectContaining({ code: "key-unfit" }));
  });

  it("accepts the exponent 3, which is odd and more than 1", async () => {
    const cubic = generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 3 });
    await expect(prepareVerificationKeys(cubic.publicKey)).resolves.toHaveLength(1);
  });

  it.each<[string, JWK]>([
    ["a modulus of 8192 bits", { kty: "RSA", e: "AQAB", n: Buffer.alloc(1024, 0xff).toString("base64url") }],
    ["an exponent of 64 bits", { ...jwk, e: Buffer.alloc(8, 0xff).toString("base64url") }],
    ["an exponent with zeros before it", { ...jwk, e: "AAEAAQ" }],
  ])("accepts %s", async (_, key) => {
    await expect(prepareVerificationKeys(key)).resolves.toHaveLength(1);
    expect(prepareSyncVerificationKeys(key)).toHaveLength(1);
  });

  it.each<[string, () => unknown, string]>([
    ["a text that is no PEM", () => "secret", "it is no PEM text with one key"],
    [
      "PEM that is no base64",
      () => "-----BEGIN PUBLIC KEY-----\n*\n-----END PUBLIC KEY-----\n",
      "its PEM text is not base64",
    ],
    ["a JWK of another type", () => ({ kty: "oct", k: "c2VjcmV0" }), 'its type is "oct"'],
    ["a private CryptoKey", importPkcs8, "it is a private key"],
    [
      "a CryptoKey for ECDSA",
      async () =>
        (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-384" }, true, ["verify", "sign"])).publicKey,
      "it is for ECDSA",
    ],
  ])("says of %s why it is refused", async (_, key, reason) => {
    const given = (await key()) as VerificationKeys;
    const refusal = expect.stringContaining(`The key cannot be used: ${reason}.`);
    await expect(prepareVerificationKeys(given)).rejects.toMatchObject({ message: refusal });
    expect(() => prepareSyncVerificationKeys(given)).toThrow(expect.objectContaining({ message: refusal }));
  });

  it("says of an EC key in PEM of what type it is, where that is known", () => {
    expect(() => prepareSyncVerificationKeys(pemOf(ec().publicKey))).toThrow("it is of type ec");
  });

  it("keeps what the runtime says about a key as the cause", async () => {
    await expect(prepareVerificationKeys(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ cause: expect.any(Error) });
    expect(() => prepareSyncVerificationKeys(Uint8Array.of(1, 2, 3))).toThrow(
      expect.objectContaining({ cause: expect.any(Error) }),
    );
  });

  it("takes a JWK that the runtime refuses for unfit", async () => {
    const cause = new Error("The numbers are no key.");
    vi.spyOn(crypto.subtle, "importKey").mockRejectedValueOnce(cause);
    await expect(prepareVerificationKeys(jwk)).rejects.toMatchObject({ code: "key-unfit", cause });
  });

  it("takes nothing out of a private KeyObject that it refuses", async () => {
    const exported = vi.spyOn(privateKey, "export");
    await expect(prepareVerificationKeys(privateKey)).rejects.toMatchObject({ code: "key-unfit" });
    expect(() => prepareSyncVerificationKeys(privateKey)).toThrow(expect.objectContaining({ code: "key-unfit" }));
    expect(exported).not.toHaveBeenCalled();
  });

  it("says what to do about a certificate", async () => {
    const certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    await expect(prepareVerificationKeys(certificate)).rejects.toThrow(
      "The key cannot be used: its PEM text is labelled CERTIFICATE. " +
        "Extract its public key, for example with: openssl x509 -pubkey -noout.",
    );
  });

  it("keeps the key out of messages", async () => {
    const error: Error = await prepareVerificationKeys(pemOf(privateKey)).then(
      () => new Error("accepted"),
      (reason: Error) => reason,
    );
    expect(error.message).toBe(
      "The key cannot be used: its PEM text is labelled PRIVATE KEY. " +
        "Give a PEM text that begins with -----BEGIN PUBLIC KEY-----.",
    );
  });
});

describe("selection by kid", () => {
  let thumbprint: string;
  beforeAll(async () => {
    thumbprint = await calculateJwkThumbprint(jwk);
  });

  it("chooses the key of that kid from a JWK Set", async () => {
    const keys = {
      keys: [
        { ...jwkOf(other.publicKey), kid: "2025" },
        { ...jwk, kid: "2026" },
      ],
    };
    await expect(verify(keys, { alg: "PS384", kid: "2026" })).resolves.toBeDefined();
  });

  it("does not try keys of another kid", async () => {
    const keys = {
      keys: [
        { ...jwk, kid: "2025" },
        { ...jwkOf(other.publicKey), kid: "2026" },
      ],
    };
    await expect(verify(keys, { alg: "PS384", kid: "2026" })).rejects.toMatchObject({ code: "signature" });
  });

  it("refuses a kid that no key has", async () => {
    await expect(verify({ ...jwk, kid: "2025" }, { alg: "PS384", kid: "2026" })).rejects.toMatchObject({
      code: "key-unknown",
    });
  });

  it.each([
    ["a path", "../../../../dev/null"],
    ["a file", "/etc/ssl/certs/ca.pem"],
    ["an address", "https://attacker.example/key.pem"],
    ["SQL", "2025' OR '1'='1"],
    ["the text of a query", "2025' UNION SELECT 'c2VjcmV0"],
    ["a command", "2025; cat /etc/passwd"],
    ["a member that every object has", "__proto__"],
    ["a method that every object has", "constructor"],
    ["a method that every list has", "includes"],
    ["an index of a list", "0"],
    ["nothing", ""],
    ["the right name in another case", "KEY-OF-2025"],
    ["the right name with a zero byte behind", "key-of-2025\0"],
  ])("takes %s as kid for a name that no key has", async (_, kid) => {
    await expect(verify({ ...jwk, kid: "key-of-2025" }, { alg: "PS384", kid })).rejects.toMatchObject({
      code: "key-unknown",
    });
  });

  it("accepts the thumbprint as kid of a key that has another kid", async () => {
    await expect(verify({ ...jwk, kid: "2025" }, { alg: "PS384", kid: thumbprint })).resolves.toBeDefined();
  });

  it("tries keys without a kid where the header's is unknown", async () => {
    await expect(verify([other.publicKey, pem], { alg: "PS384", kid: "of-the-cloud" })).resolves.toBeDefined();
  });

  it("goes by each token's own header, whichever came before", async () => {
    const keys = [
      { ...jwk, kid: "2025" },
      { ...jwkOf(other.publicKey), kid: "2026" },
    ];
    const options = { now: () => NOW };
    const verifier = await createBorrowTokenVerifier(keys, options);
    const syncVerifier = createSyncBorrowTokenVerifier(keys, options);
    const outcomeOf = async (key: KeyObject, header: object) => {
      const token = signedToken(key, CLOUD_PAYLOAD, header);
      const outcome = await verifier.verify(token, { ignoreNode: true }).then(
        () => "accepted",
        ({ code }) => code,
      );
      const verifyAtOnce = () => syncVerifier.verify(token, { ignoreNode: true });
      if (outcome === "accepted") expect(verifyAtOnce()).toBeDefined();
      else expect(verifyAtOnce).toThrow(expect.objectContaining({ code: outcome }));
      return outcome;
    };
    for (let time = 0; time < 2; time += 1) {
      expect(await outcomeOf(privateKey, { alg: "PS384", kid: "2025" })).toBe("accepted");
      expect(await outcomeOf(privateKey, { alg: "PS384", kid: "2026" })).toBe("signature");
      expect(await outcomeOf(other.privateKey, { alg: "PS384", kid: "2026" })).toBe("accepted");
      expect(await outcomeOf(privateKey, { alg: "none", kid: "2025" })).toBe("algorithm");
      expect(await outcomeOf(privateKey, { alg: "none", kid: "2025" })).toBe("algorithm");
      expect(await outcomeOf(privateKey, { alg: "PS384", kid: "2025" })).toBe("accepted");
      expect(await outcomeOf(privateKey, { alg: "PS384" })).toBe("accepted");
    }
  });

  it("tries every key where the header has no kid", async () => {
    const keys = {
      keys: [
        { ...jwkOf(other.publicKey), kid: "2025" },
        { ...jwk, kid: "2026" },
      ],
    };
    await expect(verify(keys)).resolves.toBeDefined();
  });

  it("accepts old and new tokens while keys rotate", async () => {
    const keys = {
      keys: [
        { ...jwk, kid: "2025" },
        { ...jwkOf(other.publicKey), kid: "2026" },
      ],
    };
    const tokens = [
      signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384", kid: "2025" }),
      signedToken(other.privateKey, CLOUD_PAYLOAD, { alg: "PS384", kid: "2026" }),
    ];
    for (const token of tokens) {
      const claims = await verifyBorrowToken(token, keys, { ignoreNode: true }, { now: () => NOW });
      expect(claims.nodeId).toBe("workstation-7");
    }
    const remaining = { keys: keys.keys.slice(1) };
    await expect(verifyBorrowToken(tokens[0] ?? "", remaining, { ignoreNode: true })).rejects.toMatchObject({
      code: "key-unknown",
    });
  });
});
