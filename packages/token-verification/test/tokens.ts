import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A moment within the life of the tokens below. */
export const NOW: Date = new Date("2026-03-01T12:00:00Z");

/** A payload as the cloud service writes it, valid from 2026-03-01T10:00:00Z until 2026-03-02T10:00:00Z. */
export const CLOUD_PAYLOAD: {
  readonly licenseArn: string;
  readonly licenseConsumptionToken: string;
  readonly entitlementsAllowed: readonly object[];
  readonly nodeId: string;
  readonly checkoutMetadata: object;
  readonly issuedAt: string;
  readonly expiration: string;
} = {
  licenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
  licenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
  entitlementsAllowed: [
    { name: "seats", value: "2", unit: "Count" },
    { name: "export", unit: "None" },
  ],
  nodeId: "workstation-7",
  checkoutMetadata: { purpose: "field work" },
  issuedAt: "2026-03-01T10:00:00",
  expiration: "2026-03-02T10:00:00",
};

/** The same payload with the registered claims that this project's issuer adds. */
export const FULL_PAYLOAD: typeof CLOUD_PAYLOAD & {
  readonly iss: string;
  readonly jti: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
} = {
  ...CLOUD_PAYLOAD,
  iss: "Example Vendor",
  jti: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
  iat: 1772359200,
  nbf: 1772359200,
  exp: 1772445600,
};

export interface TokenKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** New keys; of 2048 bits, those that a run of mutants shares, as long as there are some that the file does not have yet. */
export function rsaKeys(modulusLength = 2048): TokenKeys {
  const shared = modulusLength === 2048 ? sharedKeys.pop() : undefined;
  if (shared === undefined) return generateKeyPairSync("rsa", { modulusLength });
  return { privateKey: createPrivateKey(shared), publicKey: createPublicKey(shared) };
}

const sharedKeys = JSON.parse(process.env["SHARED_TEST_KEYS"] ?? "[]") as string[];

/** A part of a token: an object's JSON, or a text or bytes as they are, in base64url. */
export function part(value: object | string): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64url");
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}

/** A token with any header and payload, signed as PS384 asks unless the options say otherwise. */
export function signedToken(
  key: KeyObject,
  payload: object | string,
  header: object | string = { alg: "PS384", typ: "JWT" },
  options: { readonly hash?: string; readonly saltLength?: number } = {},
): string {
  const { hash = "sha384", saltLength = 48 } = options;
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${sign(hash, Buffer.from(input), { key, padding, saltLength }).toString("base64url")}`;
}

/** The payload without some of its claims. */
export function without(payload: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !names.includes(name)));
}
