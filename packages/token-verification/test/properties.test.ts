import fc, { type JsonValue } from "fast-check";
import { beforeAll, expect, it } from "vitest";
import {
  type BorrowTokenClaims,
  type BorrowTokenVerifier,
  createBorrowTokenVerifier,
  isBorrowTokenError,
} from "../src/index.js";
import { type BorrowTokenIssuer, createBorrowTokenIssuer } from "../src/issuer/index.js";
import { parseStrictJson } from "../src/token/strict-json.js";
import { borrowTokenClaims, characterChange, isReadableName } from "./claims-arbitrary.js";
import { CLOUD_PAYLOAD, FULL_PAYLOAD, part, rsaKeys, signedToken, without } from "./tokens.js";

/** Any JSON value, but for names that JSON.parse does not read right. */
const { jsonValue } = fc.letrec<{ jsonValue: JsonValue; list: JsonValue[]; object: Record<string, JsonValue> }>(
  (tie) => ({
    jsonValue: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 0 }), tie("list"), tie("object")),
    list: fc.array(tie("jsonValue"), { maxLength: 4 }),
    object: fc.dictionary(fc.string().filter(isReadableName), tie("jsonValue"), { maxKeys: 4 }),
  }),
);
const MOMENT_OF_ALL = new Date("2100-01-01T00:00:00Z");
const ANY_NODE = { ignoreNode: true };
const { privateKey, publicKey } = rsaKeys();

let issuer: BorrowTokenIssuer;
let verifier: BorrowTokenVerifier;
beforeAll(async () => {
  issuer = await createBorrowTokenIssuer({ key: privateKey });
  verifier = await createBorrowTokenVerifier(publicKey, { now: () => new Date(MOMENT_OF_ALL.getTime() - 1) });
});

/** The error's code, or what was answered where there was none. */
async function codeOf(token: string): Promise<unknown> {
  try {
    return await verifier.verify(token, ANY_NODE);
  } catch (error) {
    if (isBorrowTokenError(error)) return error.code;
    throw error;
  }
}

/** Claims without the order of the metadata, of which a token has a map: names like "7" may change their place. */
function unordered(claims: BorrowTokenClaims): object {
  const { checkoutMetadata, ...others } = claims;
  const entries = checkoutMetadata?.map(({ Name, Value }) => [Name, Value] as const);
  return { ...others, metadata: entries && new Map(entries) };
}

it("answers any claims as they were issued", async () => {
  await fc.assert(
    fc.asyncProperty(borrowTokenClaims, async (claims) => {
      expect(unordered(await verifier.verify(await issuer.issue(claims), ANY_NODE))).toEqual(unordered(claims));
    }),
    { numRuns: 200 },
  );
});

it("answers the same claims for both layouts", async () => {
  await fc.assert(
    fc.asyncProperty(borrowTokenClaims, async (claims) => {
      const payload = JSON.parse(Buffer.from((await issuer.issue(claims)).split(".")[1] ?? "", "base64url").toString());
      const cloud = signedToken(privateKey, without(payload, "iss", "iat", "nbf", "exp", "jti"));
      const { issuer: _, ...expected } = claims;
      expect(unordered(await verifier.verify(cloud, ANY_NODE))).toEqual(unordered(expected));
    }),
  );
});

it("refuses a token of which one character is another one", async () => {
  const token = await issuer.issue({
    licenseArn: CLOUD_PAYLOAD.licenseArn,
    licenseConsumptionToken: "7f6f2b6c",
    entitlementsAllowed: [{ Name: "seats", Value: "2", Unit: "Count" }],
    issuedAt: new Date("2026-03-01T10:00:00Z"),
    expiration: new Date("2126-03-01T10:00:00Z"),
  });
  expect(await codeOf(token)).toBeTypeOf("object");
  await fc.assert(
    fc.asyncProperty(characterChange, async (change) => {
      fc.pre(change(token) !== token);
      expect(["malformed", "algorithm", "key-unknown", "signature"]).toContain(await codeOf(change(token)));
    }),
    { numRuns: 500 },
  );
});

it("meets any text with an error of its own", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.base64String()), async (text) => {
      expect(await codeOf(text)).toBe("malformed");
    }),
  );
});

it("meets any signed value of any claim with its claims or an error of its own", async () => {
  const claim = fc.constantFrom(...Object.keys(FULL_PAYLOAD));
  await fc.assert(
    fc.asyncProperty(claim, fc.jsonValue({ maxDepth: 3 }), async (name, value) => {
      const outcome = await codeOf(signedToken(privateKey, { ...FULL_PAYLOAD, [name]: value }));
      if (typeof outcome === "object") return;
      expect(["claim-invalid", "claim-missing", "expired", "not-yet-valid"]).toContain(outcome);
    }),
    { numRuns: 300 },
  );
});

it("meets any header with its claims or an error of its own", async () => {
  const names = fc.constantFrom("alg", "kid", "typ", "jwk", "jku", "x5u", "x5c", "crit", "b64", "__proto__", "x");
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, fc.jsonValue({ maxDepth: 1 })), async (members) => {
      const outcome = await codeOf(`${part(members)}.${part(CLOUD_PAYLOAD)}.AAAA`);
      expect(["algorithm", "header-not-allowed", "malformed"]).toContain(outcome);
    }),
  );
});

it("reads any JSON object as JSON.parse does", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), jsonValue), fc.nat(4), (value, indent) => {
      const json = JSON.stringify(value, undefined, indent);
      expect(parseStrictJson(json, "payload")).toEqual(JSON.parse(json));
    }),
  );
});

it("finds a member that is twice in any JSON object, wherever it stands", () => {
  const name = fc.string().filter(isReadableName);
  const members = fc.uniqueArray(fc.tuple(name, jsonValue), { selector: ([name]) => name, minLength: 1 });
  fc.assert(
    fc.property(members, fc.nat(), jsonValue, (entries, position, value) => {
      const texts = entries.map(([name, member]) => `${JSON.stringify(name)}:${JSON.stringify(member)}`);
      const [name] = entries[position % entries.length] ?? [""];
      const doubled = `{"nested":[{${[...texts, `${JSON.stringify(name)}:${JSON.stringify(value)}`].join(",")}}]}`;
      expect(() => parseStrictJson(doubled, "payload")).toThrow("has a member twice");
      const sound = `{"nested":[{${texts.join(",")}}]}`;
      expect(parseStrictJson(sound, "payload")).toEqual(JSON.parse(sound));
    }),
  );
});
