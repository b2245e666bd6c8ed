import { sign } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { verifyBorrowToken } from "../test/both-verifiers.js";
import { type PssParameters, pssSignature } from "../test/pss-signature.js";
import { CLOUD_PAYLOAD, FULL_PAYLOAD, NOW, rsaKeys, signedToken, without } from "../test/tokens.js";
import { createBorrowTokenVerifier } from "./borrow-token-verifier.js";

const { privateKey, publicKey } = rsaKeys();
const expectations = { nodeId: "workstation-7" };

function verifyAt(time: string, payload: object, clockTolerance = 0) {
  const options = { now: () => new Date(time), clockTolerance };
  return verifyBorrowToken(signedToken(privateKey, payload), publicKey, expectations, options);
}

describe("expectations", () => {
  const token = signedToken(privateKey, CLOUD_PAYLOAD);

  it.each<object>([{ licenseARN: "arn", entitlement: [], nodeId: "workstation-7" }, { toString: undefined }])(
    "that do not exist are refused by their names, in %j",
    async (given) => {
      await expect(verifyBorrowToken(token, publicKey, given, { now: () => NOW })).rejects.toThrow(
        new TypeError(
          `There is no option ${Object.keys(given)[0]}. ` +
            "There are nodeId, allowUnbound, ignoreNode, licenseArn, issuer, entitlements.",
        ),
      );
    },
  );

  it.each<unknown>([null, "workstation-7"])("that are %j are no expectations", async (given) => {
    await expect(verifyBorrowToken(token, publicKey, given as object, { now: () => NOW })).rejects.toThrow(
      new TypeError("Expectations must be an object."),
    );
  });
});

it.each<unknown>(["300", null, true])("does not take the clock tolerance %j for a number", async (given) => {
  const clockTolerance = given as number;
  await expect(verifyAt("2026-03-01T12:00:00Z", CLOUD_PAYLOAD, clockTolerance)).rejects.toThrow(RangeError);
});

describe("layouts", () => {
  it("accepts the cloud service's token, which has private claims only", async () => {
    const token = signedToken(privateKey, CLOUD_PAYLOAD);
    expect(await verifyBorrowToken(token, publicKey, expectations, { now: () => NOW })).toEqual({
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
    });
  });

  it("accepts this project's token, which has the registered claims as well", async () => {
    const claims = await verifyAt("2026-03-01T12:00:00Z", FULL_PAYLOAD);
    expect(claims.issuer).toBe("Example Vendor");
    expect(claims.licenseConsumptionToken).toBe("7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e");
    expect(claims.expiration).toEqual(new Date("2026-03-02T10:00:00Z"));
  });

  it("accepts dates and identity in registered claims alone", async () => {
    const payload = without(FULL_PAYLOAD, "issuedAt", "expiration", "licenseConsumptionToken");
    const claims = await verifyAt("2026-03-01T12:00:00Z", payload);
    expect(claims.licenseConsumptionToken).toBe("7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e");
    expect(claims.issuedAt).toEqual(new Date("2026-03-01T10:00:00Z"));
    expect(claims.expiration).toEqual(new Date("2026-03-02T10:00:00Z"));
  });

  it("leaves absent optional claims out instead of making them undefined", async () => {
    const payload = without(CLOUD_PAYLOAD, "nodeId", "checkoutMetadata");
    const token = signedToken(privateKey, payload);
    const claims = await verifyBorrowToken(token, publicKey, { allowUnbound: true }, { now: () => NOW });
    expect(Object.keys(claims).sort()).toEqual([
      "entitlementsAllowed",
      "expiration",
      "issuedAt",
      "licenseArn",
      "licenseConsumptionToken",
    ]);
    expect(Object.keys(claims.entitlementsAllowed[1] ?? {})).toEqual(["Name", "Unit"]);
  });

  it("takes null for an absent optional claim", async () => {
    const token = signedToken(privateKey, { ...CLOUD_PAYLOAD, checkoutMetadata: null });
    const claims = await verifyBorrowToken(token, publicKey, expectations, { now: () => NOW });
    expect("checkoutMetadata" in claims).toBe(false);
  });

  it("ignores claims that it does not know", async () => {
    const claims = await verifyAt("2026-03-01T12:00:00Z", { ...CLOUD_PAYLOAD, region: "eu-west-1" });
    expect("region" in claims).toBe(false);
  });
});

describe("time", () => {
  it("accepts a token from the moment of its issue on", async () => {
    await expect(verifyAt("2026-03-01T10:00:00.000Z", CLOUD_PAYLOAD)).resolves.toBeDefined();
  });

  it("refuses a token before its issue", async () => {
    await expect(verifyAt("2026-03-01T09:59:59.999Z", CLOUD_PAYLOAD)).rejects.toMatchObject({
      code: "not-yet-valid",
      issuedAt: new Date("2026-03-01T10:00:00Z"),
    });
  });

  it("refuses a token before a later nbf within the tolerated second", async () => {
    const payload = { ...FULL_PAYLOAD, nbf: FULL_PAYLOAD.nbf + 1 };
    await expect(verifyAt("2026-03-01T10:00:00.999Z", payload)).rejects.toMatchObject({ code: "not-yet-valid" });
    await expect(verifyAt("2026-03-01T10:00:01.000Z", payload)).resolves.toBeDefined();
  });

  it("accepts a token until just before its expiration", async () => {
    await expect(verifyAt("2026-03-02T09:59:59.999Z", CLOUD_PAYLOAD)).resolves.toBeDefined();
  });

  it("refuses a token at its expiration", async () => {
    await expect(verifyAt("2026-03-02T10:00:00.000Z", CLOUD_PAYLOAD)).rejects.toMatchObject({
      code: "expired",
      expiration: new Date("2026-03-02T10:00:00Z"),
      message: "The token has expired at 2026-03-02T10:00:00.000Z. Borrow the license again.",
    });
  });

  it("refuses a token at an exp that is earlier than the expiration", async () => {
    const payload = { ...FULL_PAYLOAD, exp: FULL_PAYLOAD.exp - 1 };
    await expect(verifyAt("2026-03-02T09:59:59.000Z", payload)).rejects.toMatchObject({ code: "expired" });
  });

  it("refuses a token at an expiration that is earlier than the exp", async () => {
    const payload = { ...FULL_PAYLOAD, exp: FULL_PAYLOAD.exp + 1 };
    await expect(verifyAt("2026-03-02T10:00:00.000Z", payload)).rejects.toMatchObject({ code: "expired" });
  });

  it("tolerates a clock that is off by the given seconds", async () => {
    await expect(verifyAt("2026-03-01T09:59:00Z", CLOUD_PAYLOAD, 60)).resolves.toBeDefined();
    await expect(verifyAt("2026-03-01T09:58:59Z", CLOUD_PAYLOAD, 60)).rejects.toMatchObject({ code: "not-yet-valid" });
    await expect(verifyAt("2026-03-02T10:00:59Z", CLOUD_PAYLOAD, 60)).resolves.toBeDefined();
    await expect(verifyAt("2026-03-02T10:01:00Z", CLOUD_PAYLOAD, 60)).rejects.toMatchObject({ code: "expired" });
  });

  it.each([-1, 301, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s as clock tolerance", async (clockTolerance) => {
    await expect(createBorrowTokenVerifier(publicKey, { clockTolerance })).rejects.toThrow(
      new RangeError("clockTolerance must be from 0 to 300 seconds."),
    );
  });

  it("refuses a token whose issue is far in the future", async () => {
    const payload = { ...CLOUD_PAYLOAD, issuedAt: "9998-01-01T00:00:00", expiration: "9999-01-01T00:00:00" };
    await expect(verifyAt("2026-03-01T12:00:00Z", payload, 300)).rejects.toMatchObject({ code: "not-yet-valid" });
  });

  it("refuses a token that ends before it begins, or at the same moment", async () => {
    for (const expiration of ["2026-03-01T09:59:59", CLOUD_PAYLOAD.issuedAt]) {
      await expect(verifyAt("2026-03-01T10:00:00Z", { ...CLOUD_PAYLOAD, expiration }, 300)).rejects.toMatchObject({
        code: "claim-invalid",
        claim: "expiration",
        message: "The claim expiration must be later than issuedAt. Have its issuer write it so.",
      });
    }
  });

  it("refuses to go by a clock that has no time", async () => {
    await expect(verifyAt("no date", CLOUD_PAYLOAD)).rejects.toThrow(new TypeError("now() must answer a valid Date."));
  });

  it("goes by the system's clock unless another is given", async () => {
    const token = signedToken(privateKey, CLOUD_PAYLOAD);
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-02T09:59:59Z") });
    await expect(verifyBorrowToken(token, publicKey, expectations)).resolves.toBeDefined();
    vi.setSystemTime(new Date("2026-03-02T10:00:00Z"));
    await expect(verifyBorrowToken(token, publicKey, expectations)).rejects.toMatchObject({ code: "expired" });
    vi.useRealTimers();
  });
});

describe("signature", () => {
  const verify = (token: string) => verifyBorrowToken(token, publicKey, expectations, { now: () => NOW });

  it("refuses a token that another key signed", async () => {
    await expect(verify(signedToken(rsaKeys().privateKey, CLOUD_PAYLOAD))).rejects.toMatchObject({
      code: "signature",
    });
  });

  it("refuses a token whose payload was replaced", async () => {
    const [header, , signature] = signedToken(privateKey, CLOUD_PAYLOAD).split(".");
    const [, payload] = signedToken(privateKey, { ...CLOUD_PAYLOAD, expiration: "2036-03-02T10:00:00" }).split(".");
    await expect(verify(`${header}.${payload}.${signature}`)).rejects.toMatchObject({ code: "signature" });
  });

  it("refuses a token whose header was replaced", async () => {
    const [header] = signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384" }).split(".");
    const [, payload, signature] = signedToken(privateKey, CLOUD_PAYLOAD).split(".");
    await expect(verify(`${header}.${payload}.${signature}`)).rejects.toMatchObject({ code: "signature" });
  });

  it.each([0, 32, 47, 49, 64])("refuses a signature with a salt of %i bytes", async (saltLength) => {
    const token = signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384" }, { saltLength });
    await expect(verify(token)).rejects.toMatchObject({ code: "signature" });
  });

  it.each([
    ["a mask generation function with another hash", { hash: "sha384", mgfHash: "sha256", saltLength: 48 }],
    [
      "a mask generation function with SHA-1, the standard's default",
      { hash: "sha384", mgfHash: "sha1", saltLength: 48 },
    ],
    ["another hash with a salt of 48 bytes", { hash: "sha512", mgfHash: "sha512", saltLength: 48 }],
    ["another hash of the message only", { hash: "sha256", mgfHash: "sha384", saltLength: 48 }],
    ["another trailer", { hash: "sha384", mgfHash: "sha384", saltLength: 48, trailer: 0xcc }],
  ])("refuses a signature with %s", async (_, parameters) => {
    const input = signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384" }).split(".").slice(0, 2).join(".");
    const token = (pss: PssParameters) => `${input}.${pssSignature(privateKey, input, pss).toString("base64url")}`;
    await expect(verify(token({ hash: "sha384", mgfHash: "sha384", saltLength: 48 }))).resolves.toBeDefined();
    await expect(verify(token(parameters))).rejects.toMatchObject({ code: "signature" });
  });

  it("refuses a signature of all zeros, and the number one", async () => {
    const [header, payload] = signedToken(privateKey, CLOUD_PAYLOAD).split(".");
    for (const last of [0, 1]) {
      const signature = Buffer.concat([Buffer.alloc(255), Buffer.of(last)]).toString("base64url");
      await expect(verify(`${header}.${payload}.${signature}`)).rejects.toMatchObject({ code: "signature" });
    }
  });

  it("refuses a signature with zeros before or behind it", async () => {
    const [header, payload, signature = ""] = signedToken(privateKey, CLOUD_PAYLOAD).split(".");
    const bytes = Buffer.from(signature, "base64url");
    for (const longer of [Buffer.concat([Buffer.alloc(1), bytes]), Buffer.concat([bytes, Buffer.alloc(1)])]) {
      const token = `${header}.${payload}.${longer.toString("base64url")}`;
      await expect(verify(token)).rejects.toMatchObject({ code: "signature" });
    }
  });

  it("refuses a signature with another hash under the header of PS384", async () => {
    const token = signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384" }, { hash: "sha256" });
    await expect(verify(token)).rejects.toMatchObject({ code: "signature" });
  });

  it("refuses a PKCS #1 v1.5 signature under the header of PS384", async () => {
    const input = signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384" }).split(".").slice(0, 2).join(".");
    const signature = sign("sha384", Buffer.from(input), privateKey).toString("base64url");
    await expect(verify(`${input}.${signature}`)).rejects.toMatchObject({ code: "signature" });
  });

  it("refuses a signature that is cut short", async () => {
    const [header, payload] = signedToken(privateKey, CLOUD_PAYLOAD).split(".");
    await expect(verify(`${header}.${payload}.AAAA`)).rejects.toMatchObject({ code: "signature" });
  });

  it("looks at the signature before the claims", async () => {
    await expect(verify(signedToken(rsaKeys().privateKey, "no JSON"))).rejects.toMatchObject({
      code: "signature",
    });
  });

  it("expects nothing but a node where a caller in JavaScript gives no expectations", async () => {
    const verifyWithoutAny = (payload: object) =>
      verifyBorrowToken(
        ...([signedToken(privateKey, payload), publicKey, undefined, { now: () => NOW }] as unknown as Parameters<
          typeof verifyBorrowToken
        >),
      );
    await expect(verifyWithoutAny(CLOUD_PAYLOAD)).rejects.toMatchObject({ code: "wrong-node" });
    await expect(verifyWithoutAny(without(CLOUD_PAYLOAD, "nodeId"))).rejects.toMatchObject({ code: "unbound" });
  });

  it("accepts a token that any of the keys has signed, be it the first or the last", async () => {
    const other = rsaKeys();
    const token = signedToken(privateKey, CLOUD_PAYLOAD);
    for (const keys of [
      [publicKey, other.publicKey],
      [other.publicKey, publicKey],
    ]) {
      await expect(verifyBorrowToken(token, keys, expectations, { now: () => NOW })).resolves.toBeDefined();
    }
  });

  it("verifies many tokens with keys that were prepared once", async () => {
    const verifier = await createBorrowTokenVerifier(publicKey, { now: () => NOW });
    const tokens = [signedToken(privateKey, CLOUD_PAYLOAD), signedToken(privateKey, FULL_PAYLOAD)];
    const claims = await Promise.all(tokens.map((token) => verifier.verify(token, expectations)));
    expect(claims.map(({ issuer }) => issuer)).toEqual([undefined, "Example Vendor"]);
  });
});
