import { constants, createHash, generateKeyPairSync, type KeyObject, privateEncrypt } from "node:crypto";
import { inspect } from "node:util";
import { KMS } from "@aws-sdk/client-kms";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { pssEncoding } from "../../test/pss-signature.js";
import { rsaKeys } from "../../test/tokens.js";
import { verifyBorrowToken } from "../borrow-token-verifier.js";
import type { BorrowTokenClaims } from "../generated/index.js";
import { awsKmsSigner } from "./aws-kms-signer.js";
import { createBorrowTokenIssuer } from "./borrow-token-issuer.js";

const ENDPOINT = "https://kms.us-east-1.amazonaws.com/";
const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const CLAIMS: BorrowTokenClaims = {
  licenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
  licenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
  entitlementsAllowed: [{ Name: "seats", Value: "2", Unit: "Count" }],
  checkoutMetadata: [{ Name: "purpose", Value: "x".repeat(5_000) }],
  issuedAt: new Date("2026-03-01T10:00:00Z"),
  expiration: new Date("2026-03-02T10:00:00Z"),
};
const { privateKey, publicKey } = rsaKeys();

interface KmsRequest {
  readonly target: string | null;
  readonly body: { readonly [member: string]: unknown };
}

const requests: KmsRequest[] = [];
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => {
  server.resetHandlers();
  requests.length = 0;
});
afterAll(() => server.close());

/** A key management service with one key. What it answers to Sign and to GetPublicKey may be replaced. */
function kmsWith(key: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }, answers: object = {}): KMS {
  const spki = key.publicKey.export({ type: "spki", format: "der" }).toString("base64");
  server.use(
    http.post(ENDPOINT, async ({ request }) => {
      const target = request.headers.get("x-amz-target");
      const body = (await request.json()) as KmsRequest["body"];
      requests.push({ target, body });
      if (target === "TrentService.GetPublicKey") {
        const SigningAlgorithms = ["RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PSS_SHA_384"];
        return HttpResponse.json({
          KeyId: KEY_ARN,
          PublicKey: spki,
          KeyUsage: "SIGN_VERIFY",
          SigningAlgorithms,
          ...answers,
        });
      }
      const digest = Buffer.from(String(body["Message"]), "base64");
      const Signature = signedDigest(key.privateKey, digest).toString("base64");
      return HttpResponse.json({ KeyId: KEY_ARN, Signature, SigningAlgorithm: "RSASSA_PSS_SHA_384", ...answers });
    }),
  );
  return new KMS({
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
  });
}

/** Node signs messages only, and this service gets their digest. */
function signedDigest(key: KeyObject, digest: Buffer): Buffer {
  const encoded = pssEncoding(key, digest, { hash: "sha384", mgfHash: "sha384", saltLength: 48 });
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}

it("issues tokens whose private key is in AWS KMS", async () => {
  const key = await awsKmsSigner({ client: kmsWith({ privateKey, publicKey }), keyId: "alias/licenses" });
  const issuer = await createBorrowTokenIssuer({ key });
  const token = await issuer.issue(CLAIMS);
  const options = { now: () => new Date("2026-03-01T12:00:00Z") };
  expect(await verifyBorrowToken(token, publicKey, { allowUnbound: true }, options)).toEqual(CLAIMS);
});

it("sends the digest only, to the key that the alias meant first", async () => {
  const key = await awsKmsSigner({ client: kmsWith({ privateKey, publicKey }), keyId: "alias/licenses" });
  const token = await (await createBorrowTokenIssuer({ key })).issue(CLAIMS);
  const signingInput = token.slice(0, token.lastIndexOf("."));
  expect(requests).toEqual([
    { target: "TrentService.GetPublicKey", body: { KeyId: "alias/licenses" } },
    {
      target: "TrentService.Sign",
      body: {
        KeyId: KEY_ARN,
        Message: createHash("sha384").update(signingInput).digest("base64"),
        MessageType: "DIGEST",
        SigningAlgorithm: "RSASSA_PSS_SHA_384",
      },
    },
  ]);
});

describe("it refuses", () => {
  it.each<[string, object]>([
    ["a key for encryption", { KeyUsage: "ENCRYPT_DECRYPT", SigningAlgorithms: undefined }],
    ["a key for other algorithms", { SigningAlgorithms: ["ECDSA_SHA_384"] }],
    ["an answer without key", { PublicKey: undefined }],
  ])("%s", async (_, answers) => {
    const client = kmsWith({ privateKey, publicKey }, answers);
    await expect(awsKmsSigner({ client, keyId: "alias/licenses" })).rejects.toMatchObject({ code: "key-unfit" });
  });

  it("a signature by another key, as after the alias was pointed at it", async () => {
    const client = kmsWith({ privateKey: rsaKeys().privateKey, publicKey });
    const issuer = await createBorrowTokenIssuer({ key: await awsKmsSigner({ client, keyId: "alias/licenses" }) });
    await expect(issuer.issue(CLAIMS)).rejects.toMatchObject({ code: "signature" });
  });

  it("an answer without signature", async () => {
    const client = kmsWith({ privateKey, publicKey }, { Signature: undefined });
    const issuer = await createBorrowTokenIssuer({ key: await awsKmsSigner({ client, keyId: "alias/licenses" }) });
    await expect(issuer.issue(CLAIMS)).rejects.toMatchObject({
      code: "signature",
      message: "AWS KMS has answered no signature. Check the client's endpoint.",
    });
  });

  it("a key that is too small", async () => {
    const client = kmsWith(generateKeyPairSync("rsa", { modulusLength: 1024 }));
    const key = await awsKmsSigner({ client, keyId: "alias/licenses" });
    await expect(createBorrowTokenIssuer({ key })).rejects.toMatchObject({ code: "key-unfit" });
  });
});

it("lets the errors of AWS KMS through", async () => {
  const client = kmsWith({ privateKey, publicKey });
  server.use(
    http.post(ENDPOINT, () =>
      HttpResponse.json({ __type: "NotFoundException", message: "No such key." }, { status: 400 }),
    ),
  );
  await expect(awsKmsSigner({ client, keyId: "alias/none" })).rejects.toMatchObject({ name: "NotFoundException" });
});

it("shows neither client nor credentials of an issuer", async () => {
  const key = await awsKmsSigner({ client: kmsWith({ privateKey, publicKey }), keyId: "alias/licenses" });
  const issuer = await createBorrowTokenIssuer({ key });
  for (const text of [
    JSON.stringify(issuer),
    inspect(issuer, { depth: 10, showHidden: true }),
    inspect(key, { depth: 10 }),
  ]) {
    expect(text).not.toContain("AKID");
    expect(text).not.toContain("secret");
  }
});
