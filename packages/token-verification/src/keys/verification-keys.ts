import { base64url, type CryptoKey, type JWK } from "jose";
import { type BorrowTokenKeyUnfitError, BorrowTokenKeyUnknownError } from "../borrow-token-error.js";
import { importPublicJwk, isJwkSet, jwkOfNodeKeyObject } from "./jwk.js";
import { isCryptoKey, isJwk, isNodeKeyObject, type NodeKeyObject } from "./key-kind.js";
import { pemBytes } from "./pem.js";
import { checkPublicNumbers, checkRsaKey, IMPORT_ALGORITHM, unfit } from "./rsa-key.js";

/**
 * An RSA public key of 2048 to 8192 bits: SPKI in PEM or as DER bytes, a JWK (RFC 7517), a `CryptoKey` for RSA-PSS with
 * SHA-384, or Node's `KeyObject`.
 */
export type VerificationKey = string | Uint8Array | JWK | CryptoKey | NodeKeyObject;

/** The keys that a verifier trusts: one, a JWK Set (RFC 7517 section 5), or several of them. */
export type VerificationKeys = VerificationKey | JwkSet | readonly (VerificationKey | JwkSet)[];

/** A JWK Set (RFC 7517 section 5). */
export interface JwkSet {
  readonly keys: readonly JWK[];
}

/** A key that is ready to verify. */
export interface PreparedKey extends NamedKey {
  readonly key: CryptoKey;
}

/** By what a token's header chooses a key. */
export interface NamedKey {
  /** The names by which a header may choose it: its `kid` where it has one, and its RFC 7638 thumbprint. */
  readonly names: readonly string[];
  /** Whether it came without a `kid`, so that a header may mean it by a name that is not known here. */
  readonly nameless: boolean;
}

/** Prepares keys once for many verifications, or throws what is wrong with one of them. */
export async function prepareVerificationKeys(keys: VerificationKeys): Promise<readonly PreparedKey[]> {
  return Promise.all(singleKeys(keys).map(prepareKey));
}

/** The keys one by one, of which there is at least one. */
export function singleKeys(keys: VerificationKeys): readonly VerificationKey[] {
  const given = (Array.isArray(keys) ? keys : [keys]) as readonly (VerificationKey | JwkSet)[];
  const single = given.flatMap<VerificationKey>((key) => (isJwkSet(key) ? [...key.keys] : [key]));
  if (single.length === 0) throw unfit("there is none", "Give the issuer's RSA public key");
  return single;
}

/**
 * The keys with which a token may be signed. Those that the header's `kid` names, where there are such; else those that
 * came without a `kid`; all where the header has no `kid`.
 */
export function candidateKeys<Key extends NamedKey>(keys: readonly Key[], kid: string | undefined): readonly Key[] {
  if (kid === undefined) return keys;
  const named = keys.filter(({ names }) => names.includes(kid));
  if (named.length > 0) return named;
  const nameless = keys.filter((key) => key.nameless);
  if (nameless.length > 0) return nameless;
  throw new BorrowTokenKeyUnknownError(
    "The token is signed with a key whose kid none of the given keys has. Get the issuer's current keys.",
  );
}

async function prepareKey(given: VerificationKey): Promise<PreparedKey> {
  const key = await importKey(given);
  return { key, ...namesOf(given, await checkedThumbprint(key)) };
}

/** The names of a key, as it was given and by its thumbprint where that is known. */
export function namesOf(given: VerificationKey, thumbprint: string | undefined): NamedKey {
  const kid = isJwk(given) ? given.kid : undefined;
  return { names: [kid, thumbprint].filter((name) => name !== undefined), nameless: kid === undefined };
}

async function checkedThumbprint(key: CryptoKey): Promise<string | undefined> {
  if (!key.extractable) return undefined;
  const jwk = (await crypto.subtle.exportKey("jwk", key)) as JWK;
  checkPublicNumbers(jwk);
  const { e, n } = jwk;
  // The members in the order that RFC 7638 section 3 asks for. What jose has for it is a tenth of the whole bundle.
  const members = new TextEncoder().encode(JSON.stringify({ e, kty: "RSA", n }));
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", members)));
}

function importKey(key: VerificationKey): Promise<CryptoKey> | CryptoKey {
  if (typeof key === "string") return importSpki(pemBytes(key, "PUBLIC KEY"));
  if (key instanceof Uint8Array) return importSpki(new Uint8Array(key));
  if (isCryptoKey(key)) return checkedCryptoKey(key);
  if (isNodeKeyObject(key)) return importNodeKeyObject(key);
  if (isJwk(key)) return importPublicJwk(key);
  throw unknownForm();
}

/**
 * Throws where SPKI in DER does not end where its length says (X.690 section 8.1.3): runtimes pass over what follows.
 * Keys of the allowed sizes have a length of two bytes, behind two others.
 */
export function checkSpkiEnd(bytes: Uint8Array): void {
  const [, , high = 0, low = 0] = bytes;
  if (bytes.length !== 4 + high * 256 + low) throw noSpki(undefined);
}

export function unknownForm(): BorrowTokenKeyUnfitError {
  return unfit("it has no known form", "Give SPKI PEM or DER, a JWK, a JWK Set, a CryptoKey or a KeyObject");
}

export function noSpki(cause: unknown): BorrowTokenKeyUnfitError {
  return unfit("it is no RSA public key in SPKI", "Give the issuer's RSA public key", cause);
}

async function importSpki(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("spki", bytes, IMPORT_ALGORITHM, true, ["verify"]);
  } catch (cause) {
    throw noSpki(cause);
  }
  checkRsaKey(key, "verify");
  checkSpkiEnd(bytes);
  return key;
}

function importNodeKeyObject(key: NodeKeyObject): Promise<CryptoKey> {
  return importPublicJwk(publicJwkOfNodeKeyObject(key));
}

export function publicJwkOfNodeKeyObject(key: NodeKeyObject): JWK {
  if (key.type !== "public") throw unfit(`it is a ${key.type} key`, "Give the RSA public key");
  return jwkOfNodeKeyObject(key);
}

function checkedCryptoKey(key: CryptoKey): CryptoKey {
  checkRsaKey(key, "verify");
  return key;
}
