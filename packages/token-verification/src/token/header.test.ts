import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { verifyBorrowToken } from "../../test/both-verifiers.js";
import { CLOUD_PAYLOAD, NOW, part, rsaKeys, signedToken } from "../../test/tokens.js";

const { privateKey, publicKey } = rsaKeys();
const pem = publicKey.export({ type: "spki", format: "pem" }).toString();

function verify(token: string) {
  return verifyBorrowToken(token, pem, { nodeId: "workstation-7" }, { now: () => NOW });
}

it.each([
  "none",
  "None",
  "HS256",
  "HS384",
  "RS256",
  "RS384",
  "PS256",
  "PS512",
  "ES384",
  "EdDSA",
  "ps384",
  "PS384 ",
  "",
])("refuses the algorithm %j though the signature is PS384", async (alg) => {
  await expect(verify(signedToken(privateKey, CLOUD_PAYLOAD, { alg }))).rejects.toMatchObject({
    code: "algorithm",
  });
});

it.each([undefined, null, 384, ["PS384"], { PS384: true }])("refuses %j as algorithm", async (alg) => {
  await expect(verify(signedToken(privateKey, CLOUD_PAYLOAD, { alg }))).rejects.toMatchObject({
    code: "algorithm",
  });
});

it("refuses an algorithm that stands in the prototype only", async () => {
  await expect(verify(signedToken(privateKey, CLOUD_PAYLOAD, '{"__proto__":{"alg":"PS384"}}'))).rejects.toMatchObject({
    code: "algorithm",
  });
});

it("takes any text for the name of a key, and tries the keys that have none", async () => {
  const token = signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384", kid: "2026" });
  expect((await verify(token)).nodeId).toBe("workstation-7");
});

it("says whether the header or the payload is malformed", async () => {
  await expect(verify(signedToken(privateKey, CLOUD_PAYLOAD, "{"))).rejects.toThrow("The token's header is no JSON.");
  await expect(verify(signedToken(privateKey, '{"a":1,"a":1}'))).rejects.toThrow(
    "The token's payload has a member twice.",
  );
});

it("refuses a token without signature", async () => {
  await expect(verify(`${part({ alg: "none" })}.${part(CLOUD_PAYLOAD)}.`)).rejects.toMatchObject({ code: "malformed" });
});

it("refuses a token that is signed with HS256 and the public key as secret", async () => {
  const input = `${part({ alg: "HS256" })}.${part(CLOUD_PAYLOAD)}`;
  const signature = createHmac("sha256", pem).update(input).digest("base64url");
  await expect(verify(`${input}.${signature}`)).rejects.toMatchObject({ code: "algorithm" });
});

it.each([
  ["PS256", { hash: "sha256", saltLength: 32 }],
  ["PS512", { hash: "sha512", saltLength: 64 }],
])("refuses a token that is soundly signed with %s", async (alg, options) => {
  await expect(verify(signedToken(privateKey, CLOUD_PAYLOAD, { alg }, options))).rejects.toMatchObject({
    code: "algorithm",
  });
});

const attacker = rsaKeys();

it.each([
  ["jwk", attacker.publicKey.export({ format: "jwk" })],
  ["jku", "https://attacker.example/jwks.json"],
  ["x5u", "https://attacker.example/chain.pem"],
  ["x5c", ["MIIB"]],
  ["crit", ["exp"]],
  ["crit", []],
  ["b64", false],
  ["b64", true],
])("refuses a header with %s, whoever signed it", async (parameter, value) => {
  const header = { alg: "PS384", [parameter]: value };
  for (const key of [privateKey, attacker.privateKey]) {
    await expect(verify(signedToken(key, CLOUD_PAYLOAD, header))).rejects.toMatchObject({
      code: "header-not-allowed",
      parameter,
    });
  }
});

it.each([
  ["jwk", "keys are given by the application only"],
  ["jku", "keys are given by the application only"],
  ["x5u", "keys are given by the application only"],
  ["x5c", "keys are given by the application only"],
  ["crit", "no extension is supported"],
  ["b64", "the payload's form is fixed"],
])("says why a header may not have %s", async (parameter, reason) => {
  await expect(verify(signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384", [parameter]: "x" }))).rejects.toThrow(
    `The token's header has "${parameter}", which is not allowed because ${reason}. Have the issuer leave it out.`,
  );
});

it("refuses a header with a member twice", async () => {
  await expect(verify(signedToken(privateKey, CLOUD_PAYLOAD, '{"alg":"PS384","alg":"PS384"}'))).rejects.toMatchObject({
    code: "malformed",
  });
});

it("refuses a kid that is no string", async () => {
  await expect(verify(signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384", kid: 7 }))).rejects.toMatchObject({
    code: "malformed",
  });
});

it("ignores header parameters that it does not know", async () => {
  const token = signedToken(privateKey, CLOUD_PAYLOAD, { alg: "PS384", typ: "JWT", cty: "JWT", region: "eu-west-1" });
  await expect(verify(token)).resolves.toBeDefined();
});
