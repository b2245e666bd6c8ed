import type * as Verification from "../../src/index.js";
import type * as Issuing from "../../src/issuer/index.js";

/** The modules under test: the sources in the usual tests, the built package in each runtime. */
export interface Modules {
  readonly verification: typeof Verification;
  readonly issuing: typeof Issuing;
}

/** One case. It throws where the runtime does not do what it should. */
export interface PortableCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const CLAIMS = {
  licenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
  licenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
  entitlementsAllowed: [
    { Name: "seats", Value: "2", Unit: "Count" },
    { Name: "export", Unit: "None" },
  ],
  nodeId: "workstation-7",
  checkoutMetadata: [{ Name: "Zweck €", Value: "field work 👍" }],
  issuedAt: new Date("2026-03-01T10:00:00Z"),
  expiration: new Date("2026-03-02T10:00:00Z"),
} as const satisfies Verification.BorrowTokenClaims;
const NODE = { nodeId: CLAIMS.nodeId };
const NOW = new Date("2026-03-01T12:00:00Z");
const OPTIONS = { now: () => NOW };
const RSA_PSS = { name: "RSA-PSS", hash: "SHA-384" };

/** Cases that need nothing but the language, the Web Cryptography API and timers. */
export async function portableCases({ verification, issuing }: Modules): Promise<readonly PortableCase[]> {
  const { createBorrowTokenVerifier, isBorrowTokenError, verifyBorrowToken, BorrowedLicense } = verification;
  const pair = await crypto.subtle.generateKey(
    { ...RSA_PSS, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    true,
    ["sign", "verify"],
  );
  const issuer = await issuing.createBorrowTokenIssuer({ key: pair.privateKey, issuer: "Example Vendor" });
  const pem = await issuer.publicKeyPem();
  const token = await issuer.issue(CLAIMS);

  /** Any header and payload, signed as PS384 asks unless another salt is given. */
  async function signed(header: string, payload: Uint8Array | string, saltLength = 48): Promise<string> {
    const input = `${encoded(header)}.${encoded(payload)}`;
    const bytes = new TextEncoder().encode(input);
    const signature = await crypto.subtle.sign({ name: "RSA-PSS", saltLength }, pair.privateKey, bytes);
    return `${input}.${encoded(new Uint8Array(signature))}`;
  }

  async function refuses(code: string, given: string, expectations: object = NODE, keys: unknown = pem): Promise<void> {
    const outcome = await verifyBorrowToken(given, keys as string, expectations, OPTIONS).then(
      () => "accepted",
      (error: unknown) => (isBorrowTokenError(error) ? error.code : String(error)),
    );
    same(outcome, code);
  }

  function holds(state: { text?: string }, options: object = {}): Promise<Verification.BorrowedLicense> {
    const stored = {
      read: async () => state.text,
      write: async (text: string) => void Object.assign(state, { text }),
    };
    return BorrowedLicense.open({ token, keys: pem, ...NODE, state: stored, ...OPTIONS, ...options });
  }

  const PAYLOAD = part(token, 1);
  const HEADER = '{"alg":"PS384"}';
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const jwk = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const cases: [name: string, run: () => Promise<void>][] = [];
  const it = (name: string, run: () => Promise<void>) => cases.push([name, run]);

  it("reads what was issued", async () => {
    same(await verifyBorrowToken(token, pem, NODE, OPTIONS), { ...CLAIMS, issuer: "Example Vendor" });
  });
  for (const [form, keys] of [
    ["PEM", pem],
    ["DER", spki],
    ["a JWK", jwk],
    ["a JWK Set", issuer.jwks()],
    ["a CryptoKey", pair.publicKey],
    ["several", [{ keys: [] }, jwk, pem]],
  ] as const) {
    it(`takes keys as ${form}`, async () => {
      const verifier = await createBorrowTokenVerifier(keys as string, OPTIONS);
      same((await verifier.verify(token, NODE)).nodeId, CLAIMS.nodeId);
    });
  }
  it("reads the cloud service's layout", async () => {
    const { iss, jti, iat, nbf, exp, ...payload } = JSON.parse(PAYLOAD);
    const claims = await verifyBorrowToken(await signed(HEADER, JSON.stringify(payload)), pem, NODE, OPTIONS);
    same(
      [claims, iss, jti === payload.licenseConsumptionToken, iat === nbf, exp > iat],
      [CLAIMS, "Example Vendor", true, true, true],
    );
  });
  for (const alg of ["none", "HS256", "RS384", "PS256", "ps384"]) {
    it(`refuses the algorithm ${alg}`, async () => {
      await refuses("algorithm", await signed(JSON.stringify({ alg }), PAYLOAD));
    });
  }
  for (const parameter of ["jwk", "jku", "x5u", "x5c", "crit", "b64"]) {
    it(`refuses the header parameter ${parameter}`, async () => {
      await refuses("header-not-allowed", await signed(JSON.stringify({ alg: "PS384", [parameter]: jwk }), PAYLOAD));
    });
  }
  for (const saltLength of [0, 32, 47, 49, 64]) {
    it(`refuses a salt of ${saltLength} bytes`, async () => {
      await refuses("signature", await signed(HEADER, PAYLOAD, saltLength));
    });
  }
  it("refuses a changed payload", async () => {
    const forged = encoded(PAYLOAD.replace("2026-03-02", "2036-03-02"));
    await refuses("signature", [token.split(".")[0], forged, token.split(".")[2]].join("."));
  });
  it("refuses a kid that no key has", async () => {
    await refuses("key-unknown", await signed('{"alg":"PS384","kid":"__proto__"}', PAYLOAD), NODE, issuer.jwks());
  });
  for (const [what, bytes] of [
    ["a member twice", '{"licenseArn":"a","licenseArn":"b"}'],
    ["nesting", `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
    ["bytes that are no UTF-8", Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
    ["a byte order mark", Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)],
    ["no JSON", "{]"],
  ] as const) {
    it(`refuses a payload with ${what}`, async () => refuses("malformed", await signed(HEADER, bytes)));
  }
  for (const [what, text] of [
    ["no text", ""],
    ["two parts", token.slice(0, token.lastIndexOf("."))],
    ["a dot behind", `${token}.`],
    ["two dots", token.replace(".", "..")],
    ["padding", `${token}==`],
    ["white space before", ` ${token}`],
    ["a line break behind", `${token}\n`],
    ["spare bits that are not zero", `${token.slice(0, -1)}B`],
  ] as const) {
    it(`refuses a token with ${what}`, async () => refuses("malformed", text));
  }
  it("refuses a token that is too long", async () => refuses("oversized", "a".repeat(65_537)));
  for (const date of ["2026-02-31T10:00:00", "2026-03-02T24:00:00", "2026-03-02T10:00:00+00:00", "2026-03-02"]) {
    it(`refuses the expiration ${date}`, async () => {
      await refuses("claim-invalid", await signed(HEADER, PAYLOAD.replace("2026-03-02T10:00:00", date)));
    });
  }
  for (const amount of ["-1", "1.5", "1e3", "9007199254740992"]) {
    it(`refuses the amount ${amount}`, async () => {
      await refuses("claim-invalid", await signed(HEADER, PAYLOAD.replace('"value":"2"', `"value":"${amount}"`)));
    });
  }
  it("refuses another node", async () => refuses("wrong-node", token, { nodeId: "workstation-8" }));
  it("refuses an expired token", async () => {
    const verifier = await createBorrowTokenVerifier(pem, { now: () => CLAIMS.expiration });
    same(await verifier.verify(token, NODE).catch(({ code }) => code), "expired");
  });
  for (const [what, keys] of [
    ["a private key", await crypto.subtle.exportKey("jwk", pair.privateKey)],
    ["an exponent of 1", { ...jwk, e: "AQ" }],
    ["a small modulus", { ...jwk, n: encoded(new Uint8Array(128).fill(0xff)) }],
    ["no key", []],
  ] as const) {
    it(`refuses ${what} as key`, async () => refuses("key-unfit", token, NODE, keys));
  }
  it("holds a license", async () => {
    const license = await holds({});
    same(
      [license.allows("seats", 2), license.allows("seats", 3), Math.ceil(license.remaining())],
      [true, false, 79_200],
    );
    license.close();
  });
  it("records the time that was seen, and refuses a clock that was set back", async () => {
    const state: { text?: string } = {};
    (await holds(state)).close();
    same(/^1 2026-03-01T12:00:00\.000Z [\w-]{43}\n$/.test(state.text ?? ""), true);
    const now = () => new Date("2026-03-01T11:00:00Z");
    same(await holds(state, { now }).catch(({ code }) => code), "clock-rolled-back");
    same(await holds({ text: state.text?.replace("12:00", "11:00") ?? "" }).catch(({ code }) => code), "state-invalid");
  });
  it("tells that a license expires soon, by a timer of the runtime", async () => {
    const license = await holds({}, { leadTimes: [80_000] });
    // The license's timers keep no process alive.
    const alive = setInterval(() => undefined, 1_000);
    const { leadTime } = await new Promise<{ leadTime: number }>((resolve) => license.on("expiring", resolve));
    clearInterval(alive);
    license.close();
    same(leadTime, 80_000);
  });
  it("holds a license that nobody closes, which keeps no program from ending", async () => {
    same((await holds({})).status, "valid");
  });
  it("generates keys that issue", async () => {
    const { privateKeyPem, publicKeyPem } = await issuing.generateSigningKey({ modulusLength: 2048 });
    const fresh = await issuing.createBorrowTokenIssuer({ key: privateKeyPem });
    same(await verifyBorrowToken(await fresh.issue(CLAIMS), publicKeyPem, NODE, OPTIONS), CLAIMS);
  });
  return cases.map(([name, run]) => ({ name, run }));
}

function part(token: string, index: number): string {
  const text = atob((token.split(".")[index] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

function encoded(content: Uint8Array | string): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Throws unless two values have the same JSON, their members in any order. */
function same(actual: unknown, expected: unknown): void {
  const [left, right] = [actual, expected].map((value) => JSON.stringify(value, sorted));
  if (left !== right) throw new Error(`expected ${right}, got ${left}`);
}

function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
