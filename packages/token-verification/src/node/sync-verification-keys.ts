import { constants, createHash, createPublicKey, KeyObject, type VerifyKeyObjectInput, verify } from "node:crypto";
import type { JWK } from "jose";
import { checkPublicJwk, unsoundJwk } from "../keys/jwk.js";
import { isCryptoKey, isJwk, isNodeKeyObject } from "../keys/key-kind.js";
import { pemBytes } from "../keys/pem.js";
import { checkModulusLength, checkPublicNumbers, checkRsaKey, SIGNATURE_ALGORITHM, unfit } from "../keys/rsa-key.js";
import {
  checkSpkiEnd,
  type NamedKey,
  namesOf,
  noSpki,
  publicJwkOfNodeKeyObject,
  singleKeys,
  unknownForm,
  type VerificationKey,
  type VerificationKeys,
} from "../keys/verification-keys.js";

/** A key that is ready to verify with `node:crypto`. */
export interface SyncPreparedKey extends NamedKey {
  /** The key with all that RSASSA-PSS needs, in the form in which Node reads it fastest. */
  readonly parameters: KeyObject | VerifyKeyObjectInput;
}

/** The hash of PS384 as OpenSSL names it. Node uses the same one for the mask generation function. */
const SIGNATURE_HASH = "sha384";

/** Whether the key made the signature over the bytes. */
export function isSignedWith({ parameters }: SyncPreparedKey, signature: Buffer, data: Buffer): boolean {
  return verify(SIGNATURE_HASH, data, parameters, signature);
}

/** Prepares keys once for many verifications, or throws what is wrong with one of them. */
export function prepareSyncVerificationKeys(keys: VerificationKeys): readonly SyncPreparedKey[] {
  return singleKeys(keys).map(prepareKey);
}

function prepareKey(given: VerificationKey): SyncPreparedKey {
  const key = importKey(given);
  const { asymmetricKeyType, asymmetricKeyDetails } = key;
  if (asymmetricKeyType !== "rsa") throw unfit(`it is of type ${asymmetricKeyType}`, "Use an RSA key");
  checkModulusLength(asymmetricKeyDetails?.modulusLength ?? 0);
  const { n, e } = key.export({ format: "jwk" });
  checkPublicNumbers({ n, e } as JWK);
  // The members in the order that RFC 7638 section 3 asks for.
  const thumbprint = createHash("sha256")
    .update(JSON.stringify({ e, kty: "RSA", n }))
    .digest("base64url");
  return { parameters: pssParameters(key), ...namesOf(given, thumbprint) };
}

function importKey(key: VerificationKey): KeyObject {
  if (typeof key === "string") return importSpki(pemBytes(key, "PUBLIC KEY"));
  if (key instanceof Uint8Array) return importSpki(key);
  if (isCryptoKey(key)) {
    checkRsaKey(key, "verify");
    if (!key.extractable)
      throw unfit("its numbers cannot be read", "Import it as extractable, or verify with promises");
    // What KeyObject.from answers is the CryptoKey's own, and gets properties here.
    return importJwk(KeyObject.from(key).export({ format: "jwk" }) as JWK);
  }
  if (isNodeKeyObject(key)) return importJwk(publicJwkOfNodeKeyObject(key));
  if (isJwk(key)) return importJwk(key);
  throw unknownForm();
}

function importSpki(bytes: Uint8Array): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(bytes), format: "der", type: "spki" });
  } catch (cause) {
    throw noSpki(cause);
  }
  if (key.asymmetricKeyType === "rsa") {
    checkModulusLength(key.asymmetricKeyDetails?.modulusLength ?? 0);
    checkSpkiEnd(bytes);
  }
  return key;
}

function importJwk(jwk: JWK): KeyObject {
  checkPublicJwk(jwk);
  const { n = "", e = "" } = jwk;
  try {
    return createPublicKey({ key: { kty: "RSA", n, e }, format: "jwk" });
  } catch (cause) {
    throw unsoundJwk(cause);
  }
}

/**
 * Node takes the padding and the salt's length from the object that it gets as key, and asks that object first whether
 * it is a `KeyObject`. Where it is, Node 24 saves a quarter of a verification with 2,048 bits. Whether it takes them
 * from there is tried out here; where it does not, it gets the documented object around the key.
 */
function pssParameters(key: KeyObject): KeyObject | VerifyKeyObjectInput {
  const options = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SIGNATURE_ALGORITHM.saltLength };
  const seen = new Set<string>();
  const probe = createPublicKey({ key: key.export({ format: "jwk" }), format: "jwk" });
  for (const [name, value] of Object.entries(options)) {
    Object.defineProperty(probe, name, { get: () => seen.add(name) && value });
  }
  verify(SIGNATURE_HASH, Buffer.alloc(0), probe, Buffer.alloc(0));
  return seen.size === 2 ? Object.assign(key, options) : { key, ...options };
}
