import type { CryptoKey, JWK } from "jose";
import type { BorrowTokenKeyUnfitError } from "../borrow-token-error.js";
import { isObject, type NodeKeyObject } from "./key-kind.js";
import { ALGORITHM, checkRsaKey, IMPORT_ALGORITHM, unfit } from "./rsa-key.js";

/** Private members of an RSA key (RFC 7518 section 6.3.2). */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth"] as const;

/** Imports an RSA public key from a JWK that says nothing against its use for verification. */
export async function importPublicJwk(jwk: JWK): Promise<CryptoKey> {
  checkPublicJwk(jwk);
  return importJwk({ kty: "RSA", n: jwk.n, e: jwk.e }, "verify");
}

/** Throws unless a JWK is an RSA public key that says nothing against its use for verification. */
export function checkPublicJwk(jwk: JWK): void {
  checkDeclaredUse(jwk, "verify");
  if (PRIVATE_MEMBERS.some((name) => jwk[name] !== undefined)) {
    throw unfit("it is a private key", "Give the RSA public key");
  }
  checkNumbers(jwk, ["n", "e"]);
}

/** Imports an RSA private key from a JWK that says nothing against its use for signing. */
export async function importPrivateJwk(jwk: JWK): Promise<CryptoKey> {
  checkDeclaredUse(jwk, "sign");
  if (jwk.d === undefined) throw unfit("it is a public key", "Give the RSA private key");
  checkNumbers(jwk, ["n", "e", "d", "p", "q", "dp", "dq", "qi"]);
  const { n, e, d, p, q, dp, dq, qi } = jwk;
  return importJwk({ kty: "RSA", n, e, d, p, q, dp, dq, qi }, "sign");
}

/** The public part of a JWK: its modulus and exponent. */
export function publicMembers({ n = "", e = "" }: JWK): {
  readonly kty: "RSA";
  readonly n: string;
  readonly e: string;
} {
  return { kty: "RSA", n, e };
}

/** The JWK of Node's `KeyObject`. Kinds of keys that have no JWK are none that could be used. */
export function jwkOfNodeKeyObject(key: NodeKeyObject): JWK {
  if (key.asymmetricKeyType !== "rsa") {
    throw unfit(`it is of type ${key.asymmetricKeyType ?? key.type}`, "Use an RSA key");
  }
  return key.export({ format: "jwk" }) as JWK;
}

function checkDeclaredUse(jwk: JWK, operation: "sign" | "verify"): void {
  if (jwk.kty !== "RSA") throw unfit(`its type is ${JSON.stringify(jwk.kty)}`, "Use an RSA key");
  if (jwk.alg !== undefined && jwk.alg !== ALGORITHM) {
    throw unfit(`it is for the algorithm ${JSON.stringify(jwk.alg)}`, `Use a key for ${ALGORITHM}`);
  }
  if (jwk.use !== undefined && jwk.use !== "sig") {
    throw unfit(`its use is ${JSON.stringify(jwk.use)}`, "Use a key for signatures");
  }
  const operations: unknown = jwk.key_ops;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes(operation))) {
    throw unfit(`its key_ops do not include "${operation}"`, `Use a key that may ${operation}`);
  }
}

/** Runtimes pass over characters that no base64url has, and take what is left for the number. */
function checkNumbers(jwk: JWK, names: readonly (keyof JWK)[]): void {
  for (const name of names) {
    const value: unknown = jwk[name];
    if (typeof value === "string" && /^[\w-]+$/.test(value)) continue;
    throw unfit(`its member ${name} is no number in base64url`, "Export it again from where it was made");
  }
}

async function importJwk(jwk: object, use: "sign" | "verify"): Promise<CryptoKey> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("jwk", jwk, IMPORT_ALGORITHM, use === "verify", [use]);
  } catch (cause) {
    throw unsoundJwk(cause);
  }
  checkRsaKey(key, use);
  return key;
}

export function unsoundJwk(cause: unknown): BorrowTokenKeyUnfitError {
  return unfit("its JWK is not sound", "Export it again from where it was made", cause);
}

/** Tells whether a value is a JWK Set (RFC 7517 section 5). */
export function isJwkSet(value: unknown): value is { readonly keys: readonly JWK[] } {
  return isObject(value) && "keys" in value && Array.isArray(value.keys);
}
