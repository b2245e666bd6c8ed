import { Console } from "node:console";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { PassThrough } from "node:stream";
import { inspect } from "node:util";
import { serialize } from "node:v8";
import { calculateJwkThumbprint, decodeProtectedHeader, type JWK, jwtVerify } from "jose";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { rsaKeys } from "../../test/tokens.js";
import { verifyBorrowToken } from "../borrow-token-verifier.js";
import type { BorrowTokenClaims } from "../generated/index.js";
import { type BorrowTokenIssuer, createBorrowTokenIssuer } from "./borrow-token-issuer.js";
import { generateSigningKey } from "./generate-signing-key.js";
import type { SigningKey } from "./token-signer.js";

const NOW = new Date("2026-03-01T12:00:00Z");
const CLAIMS: BorrowTokenClaims = {
  licenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
  licenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
  entitlementsAllowed: [
    { Name: "seats", Value: "2", Unit: "Count" },
    { Name: "export", Unit: "None" },
  ],
  nodeId: "workstation-7",
  checkoutMetadata: [{ Name: "purpose", Value: "field work" }],
  issuedAt: new Date("2026-03-01T10:00:00Z"),
  expiration: new Date("2026-03-02T10:00:00Z"),
};

const { privateKey, publicKey } = rsaKeys();
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const privateJwk = privateKey.export({ format: "jwk" }) as JWK;
const RSA_PSS = { name: "RSA-PSS", hash: "SHA-384" };
const SALTED = { padding: 6, saltLength: 48 };

let issuer: BorrowTokenIssuer;
beforeEach(async () => {
  issuer = await createBorrowTokenIssuer({ key: pem, issuer: "Example Vendor" });
});

function payloadOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

describe("tokens", () => {
  it("have the private and the registered claims", async () => {
    expect(payloadOf(await issuer.issue(CLAIMS))).toEqual({
      licenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
      licenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
      jti: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
      entitlementsAllowed: [
        { name: "seats", value: "2", unit: "Count" },
        { name: "export", unit: "None" },
      ],
      nodeId: "workstation-7",
      checkoutMetadata: { purpose: "field work" },
      issuedAt: "2026-03-01T10:00:00",
      iat: 1772359200,
      nbf: 1772359200,
      expiration: "2026-03-02T10:00:00",
      exp: 1772445600,
      iss: "Example Vendor",
    });
  });

  it("have a header with the algorithm, the key's thumbprint and the type", async () => {
    const thumbprint = await calculateJwkThumbprint(privateJwk);
    expect(decodeProtectedHeader(await issuer.issue(CLAIMS))).toEqual({ alg: "PS384", kid: thumbprint, typ: "JWT" });
    expect(issuer.keyId).toBe(thumbprint);
  });

  it("are read as the claims that were issued", async () => {
    const token = await issuer.issue(CLAIMS);
    const claims = await verifyBorrowToken(token, issuer.jwks(), { nodeId: "workstation-7" }, { now: () => NOW });
    expect(claims).toEqual({ ...CLAIMS, issuer: "Example Vendor" });
  });

  it("leave absent claims out", async () => {
    const { nodeId, checkoutMetadata, ...claims } = CLAIMS;
    const anonymous = await createBorrowTokenIssuer({ key: pem });
    const payload = payloadOf(await anonymous.issue({ ...claims, nodeId: undefined })) as object;
    expect(Object.keys(payload)).not.toEqual(expect.arrayContaining(["nodeId"]));
    expect(Object.keys(payload)).not.toEqual(expect.arrayContaining(["checkoutMetadata"]));
    expect(Object.keys(payload)).not.toEqual(expect.arrayContaining(["iss"]));
  });

  it("name the issuer of the claims before the one of the options", async () => {
    const token = await issuer.issue({ ...CLAIMS, issuer: "Other Vendor" });
    expect(payloadOf(token)).toMatchObject({ iss: "Other Vendor" });
  });

  it("have dates that are cut off toward the past", async () => {
    const dates = { issuedAt: new Date("2026-03-01T10:00:00.999Z"), expiration: new Date("2026-03-02T10:00:00.999Z") };
    expect(payloadOf(await issuer.issue({ ...CLAIMS, ...dates }))).toMatchObject({
      issuedAt: "2026-03-01T10:00:00",
      iat: 1772359200,
      expiration: "2026-03-02T10:00:00",
      exp: 1772445600,
    });
  });

  it("have nothing that the model does not have", async () => {
    const claims = { ...CLAIMS, secret: "a", entitlementsAllowed: [{ Name: "export", Unit: "None", secret: "b" }] };
    expect(JSON.stringify(payloadOf(await issuer.issue(claims as BorrowTokenClaims)))).not.toContain("secret");
  });

  it("keep metadata whose name is __proto__", async () => {
    const token = await issuer.issue({ ...CLAIMS, checkoutMetadata: [{ Name: "__proto__", Value: "x" }] });
    const claims = await verifyBorrowToken(token, issuer.publicJwk, { ignoreNode: true }, { now: () => NOW });
    expect(claims.checkoutMetadata).toEqual([{ Name: "__proto__", Value: "x" }]);
  });

  it("are accepted by a general JWT library while they hold, and refused afterwards", async () => {
    const token = await issuer.issue(CLAIMS);
    const accepted = await jwtVerify(token, publicKey, { currentDate: NOW, issuer: "Example Vendor" });
    expect(accepted.payload.jti).toBe("7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e");
    const expired = { currentDate: new Date("2026-03-02T10:00:01Z") };
    await expect(jwtVerify(token, publicKey, expired)).rejects.toMatchObject({ code: "ERR_JWT_EXPIRED" });
    const early = { currentDate: new Date("2026-03-01T09:59:59Z") };
    await expect(jwtVerify(token, publicKey, early)).rejects.toMatchObject({ code: "ERR_JWT_CLAIM_VALIDATION_FAILED" });
  });
});

describe("claims that cannot be issued", () => {
  it.each<[string, object, string, string]>([
    ["another form of ARN", { licenseArn: "l-1" }, "claim-invalid", "licenseArn"],
    ["no ARN", { licenseArn: undefined }, "claim-missing", "licenseArn"],
    ["an empty identity", { licenseConsumptionToken: "" }, "claim-invalid", "licenseConsumptionToken"],
    ["no entitlement", { entitlementsAllowed: [] }, "claim-invalid", "entitlementsAllowed"],
    ["entitlements that are no list", { entitlementsAllowed: "seats" }, "claim-invalid", "entitlementsAllowed"],
    ["an entitlement that is null", { entitlementsAllowed: [null] }, "claim-invalid", "entitlementsAllowed[0]"],
    [
      "an entitlement without name",
      { entitlementsAllowed: [{ Unit: "None" }] },
      "claim-missing",
      "entitlementsAllowed[0].name",
    ],
    [
      "a unit that does not exist",
      { entitlementsAllowed: [{ Name: "a", Unit: "Seats" }] },
      "claim-invalid",
      "entitlementsAllowed[0].unit",
    ],
    ["an empty node", { nodeId: "" }, "claim-invalid", "nodeId"],
    ["metadata without value", { checkoutMetadata: [{ Name: "a" }] }, "claim-invalid", "checkoutMetadata[0]"],
    [
      "metadata with a name twice",
      {
        checkoutMetadata: [
          { Name: "a", Value: "1" },
          { Name: "a", Value: "2" },
        ],
      },
      "claim-invalid",
      "checkoutMetadata",
    ],
    ["an invalid date", { issuedAt: new Date("no date") }, "claim-invalid", "issuedAt"],
    ["a date that is a text", { expiration: "2026-03-02T10:00:00" }, "claim-invalid", "expiration"],
    ["a date behind the year 9999", { expiration: new Date("+010000-01-01T00:00:00Z") }, "claim-invalid", "expiration"],
    ["no expiration", { expiration: undefined }, "claim-missing", "expiration"],
    [
      "an expiration within the second of issue",
      { expiration: new Date("2026-03-01T10:00:00.900Z") },
      "claim-invalid",
      "expiration",
    ],
    ["an issuer that is no text", { issuer: 7 }, "claim-invalid", "iss"],
  ])("are those with %s", async (_, changes, code, claim) => {
    await expect(issuer.issue({ ...CLAIMS, ...changes } as BorrowTokenClaims)).rejects.toMatchObject({ code, claim });
  });

  it("are those too large for a token, by a single character", async () => {
    const withText = (length: number) => ({
      ...CLAIMS,
      checkoutMetadata: [{ Name: "purpose", Value: "x".repeat(length) }],
    });
    const { length } = await issuer.issue(withText(40_000));
    const fitting = 40_000 + Math.floor(((65_536 - length) * 3) / 4);
    expect(await issuer.issue(withText(fitting))).toHaveLength(65_536);
    await expect(issuer.issue(withText(fitting + 1))).rejects.toMatchObject({ code: "oversized" });
  });

  it("are those too large for a token by far", async () => {
    const checkoutMetadata = [{ Name: "purpose", Value: "x".repeat(60_000) }];
    await expect(issuer.issue({ ...CLAIMS, checkoutMetadata })).rejects.toMatchObject({ code: "oversized" });
  });
});

describe("forms of signing keys", () => {
  const importPrivate = (extractable: boolean) =>
    crypto.subtle.importKey(
      "pkcs8",
      new Uint8Array(privateKey.export({ type: "pkcs8", format: "der" })),
      RSA_PSS,
      extractable,
      ["sign"],
    );
  const importPublic = () =>
    crypto.subtle.importKey("spki", new Uint8Array(publicKey.export({ type: "spki", format: "der" })), RSA_PSS, true, [
      "verify",
    ]);

  it.each<[string, () => SigningKey | Promise<SigningKey>]>([
    ["PKCS #8 in PEM", () => pem],
    ["a JWK", () => privateJwk],
    ["Node's KeyObject", () => privateKey],
    ["a CryptoKey", () => importPrivate(true)],
    [
      "a pair of which the private key cannot be exported",
      async () => ({ privateKey: await importPrivate(false), publicKey: await importPublic() }),
    ],
    [
      "a remote signer",
      () => ({ publicJwk: publicJwk(), sign: async (data) => sign("sha384", data, { key: privateKey, ...SALTED }) }),
    ],
  ])("issue tokens with %s", async (_, key) => {
    const made = await createBorrowTokenIssuer({ key: await key() });
    expect(made.keyId).toBe(issuer.keyId);
    const token = await made.issue(CLAIMS);
    await expect(verifyBorrowToken(token, publicKey, { ignoreNode: true }, { now: () => NOW })).resolves.toBeDefined();
  });

  it("names a remote key as its signer does", async () => {
    const key = {
      keyId: "alias/licenses",
      publicJwk: publicJwk(),
      sign: async (data: Uint8Array) => sign("sha384", data, { key: privateKey, ...SALTED }),
    };
    const remote = await createBorrowTokenIssuer({ key });
    expect(decodeProtectedHeader(await remote.issue(CLAIMS)).kid).toBe("alias/licenses");
    expect(remote.jwks().keys[0]?.kid).toBe("alias/licenses");
  });

  it("refuses a remote signature of another kind", async () => {
    const key = { publicJwk: publicJwk(), sign: async (data: Uint8Array) => sign("sha384", data, privateKey) };
    const remote = await createBorrowTokenIssuer({ key });
    await expect(remote.issue(CLAIMS)).rejects.toMatchObject({ code: "signature" });
  });

  it.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["a public key in PEM", () => publicKey.export({ type: "spki", format: "pem" })],
    ["a public JWK", () => publicJwk()],
    ["a public KeyObject", () => publicKey],
    ["a key of 1024 bits", () => rsaKeys(1024).privateKey],
    ["an EC key", () => generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey],
    [
      "an EC key in PEM",
      () => generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey.export({ type: "pkcs8", format: "pem" }),
    ],
    ["PKCS #1 in PEM", () => privateKey.export({ type: "pkcs1", format: "pem" })],
    ["a JWK for another algorithm", () => ({ ...privateJwk, alg: "RS256" })],
    ["a CryptoKey that cannot be exported", () => importPrivate(false)],
    [
      "a JWK with the primes of another key",
      () => {
        const { p, q, dp, dq, qi } = rsaKeys().privateKey.export({ format: "jwk" }) as JWK;
        const { n, e, d, kty } = privateJwk;
        return { kty, n, e, d: `${d?.slice(0, -8)}AAAAAAAA`, p, q, dp, dq, qi };
      },
    ],
    [
      "a pair of two keys",
      async () => {
        const other = rsaKeys().privateKey.export({ type: "pkcs8", format: "der" });
        const importOther = crypto.subtle.importKey("pkcs8", new Uint8Array(other), RSA_PSS, false, ["sign"]);
        return { privateKey: await importOther, publicKey: await importPublic() };
      },
    ],
    ["a signer whose sign is no function", () => ({ sign: 7 })],
    ["a remote signer with a private key", () => ({ publicJwk: privateJwk, sign: async () => new Uint8Array() })],
  ])("refuses %s", async (_, key) => {
    await expect(createBorrowTokenIssuer({ key: (await key()) as SigningKey })).rejects.toMatchObject({
      code: "key-unfit",
    });
  });

  it.each<[string, unknown]>([
    ["an object", {}],
    ["a pair of PEM texts", { privateKey: pem, publicKey: pem }],
    ["a signer whose sign is no function", { sign: 7, privateKey: pem }],
  ])("says of %s that its form is not known", async (_, key) => {
    await expect(createBorrowTokenIssuer({ key: key as SigningKey })).rejects.toThrow(
      "The key cannot be used: it has no known form.",
    );
  });

  it("refuses a key with which the runtime fails to sign", async () => {
    vi.spyOn(crypto.subtle, "sign").mockRejectedValueOnce(new Error("The numbers are no key."));
    await expect(createBorrowTokenIssuer({ key: pem })).rejects.toMatchObject({ code: "key-unfit" });
  });

  function publicJwk(): JWK {
    return publicKey.export({ format: "jwk" }) as JWK;
  }
});

describe("public keys", () => {
  it("are published as JWK Set without any private member", () => {
    expect(issuer.jwks()).toEqual({
      keys: [{ kty: "RSA", n: privateJwk.n, e: "AQAB", alg: "PS384", use: "sig", kid: issuer.keyId }],
    });
  });

  it("are published in PEM", async () => {
    expect(createPublicKey(await issuer.publicKeyPem()).equals(publicKey)).toBe(true);
  });

  it("are all that shows of an issuer", () => {
    for (const text of [JSON.stringify(issuer), inspect(issuer, { depth: 10, showHidden: true })]) {
      expect(text).toContain(issuer.keyId);
      expect(text).not.toContain(privateJwk.d);
      expect(text).not.toContain("signer");
      expect(text).not.toContain("PRIVATE");
    }
  });
});

describe("private keys", () => {
  const members = ["d", "p", "q", "dp", "dq", "qi"] as const;
  const { d = "", p = "" } = privateJwk;

  /** All that a program could log or keep of a value, by accident. */
  function textsOf(value: unknown): readonly string[] {
    const shown = new PassThrough({ encoding: "utf8" });
    new Console(shown).dir(value, { depth: 10, showHidden: true });
    new Console(shown).log("%o %O %j %s", value, value, value, value);
    return [
      JSON.stringify(value) ?? "",
      inspect(value, { depth: 10, showHidden: true, getters: false }),
      JSON.stringify({ ...(value as object) }),
      Buffer.from(serialize({ ...(value as object) })).toString("latin1"),
      String(shown.read()),
    ];
  }

  it("show neither in a generated pair nor in its copies", async () => {
    const pair = await generateSigningKey({ modulusLength: 2048 });
    const secret = pair.privateKeyPem.split("\n")[3] ?? "";
    expect(secret).toHaveLength(64);
    for (const text of textsOf(pair)) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain("PRIVATE");
    }
    expect(JSON.parse(JSON.stringify(pair))).toEqual({ publicKeyPem: pair.publicKeyPem });
  });

  it.each<[string, SigningKey]>([
    ["PKCS #8 in PEM", pem],
    ["a JWK", privateJwk],
    ["Node's KeyObject", privateKey],
  ])("cannot be exported again once they were given as %s", async (_, key) => {
    const sign = vi.spyOn(crypto.subtle, "sign");
    const made = await createBorrowTokenIssuer({ key });
    await made.issue(CLAIMS);
    const keys = sign.mock.calls.map(([, signingKey]) => signingKey);
    expect(keys.length).toBeGreaterThan(0);
    for (const signingKey of keys) expect(signingKey).toMatchObject({ type: "private", extractable: false });
  });

  it.each<[string, unknown]>([
    ["a JWK with a member that is no base64url", { ...privateJwk, d: `${d}*` }],
    ["a JWK with a member that is no string", { ...privateJwk, p: { secret: p } }],
    ["a JWK with a member missing", { ...privateJwk, q: undefined }],
    ["a JWK of another type", { ...privateJwk, kty: "oct" }],
    ["PKCS #8 with a line missing", pem.split("\n").toSpliced(5, 1).join("\n")],
    ["PKCS #8 with a wrong label", pem.replaceAll("PRIVATE KEY", "RSA PRIVATE KEY")],
    ["PKCS #8 with a wrong end", pem.replace("END PRIVATE", "END PUBLIC")],
    ["PKCS #8 without a label", pem.split("\n").slice(1, -2).join("\n")],
  ])("do not show in the error about %s", async (_, key) => {
    const error: unknown = await createBorrowTokenIssuer({ key: key as SigningKey }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "key-unfit" });
    const secrets = [...members.map((name) => privateJwk[name] as string), pem.split("\n")[3] as string];
    for (const text of textsOf(error)) for (const secret of secrets) expect(text).not.toContain(secret.slice(0, 40));
  });
});

describe("generateSigningKey", () => {
  it("makes a key of 3072 bits from which an issuer can be made", async () => {
    const { privateKeyPem, publicKeyPem } = await generateSigningKey();
    expect(createPrivateKey(privateKeyPem).asymmetricKeyDetails?.modulusLength).toBe(3072);
    const made = await createBorrowTokenIssuer({ key: privateKeyPem });
    expect(await made.publicKeyPem()).toBe(publicKeyPem);
  });

  it("makes a key of the given length", async () => {
    const { publicKeyPem } = await generateSigningKey({ modulusLength: 2048 });
    expect(createPublicKey(publicKeyPem).asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it.each([1024, 2047, 2048.5, 8193, Number.NaN])("refuses a length of %s", async (modulusLength) => {
    await expect(generateSigningKey({ modulusLength })).rejects.toThrow(RangeError);
  });
});
