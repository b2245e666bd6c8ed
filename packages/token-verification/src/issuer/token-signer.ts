import { type CryptoKey, calculateJwkThumbprint, type JWK } from "jose";
import { BorrowTokenSignatureError } from "../borrow-token-error.js";
import { importPrivateJwk, importPublicJwk, jwkOfNodeKeyObject, publicMembers } from "../keys/jwk.js";
import { isCryptoKey, isJwk, isNodeKeyObject, isObject, type NodeKeyObject } from "../keys/key-kind.js";
import { pemBytes } from "../keys/pem.js";
import { checkRsaKey, IMPORT_ALGORITHM, SIGNATURE_ALGORITHM, unfit } from "../keys/rsa-key.js";

/**
 * Signs somewhere else, for example in a key management service, so that the private key is never here.
 */
export interface RemoteSigner {
  /** The `kid` of tokens and of the published JWK. The public key's RFC 7638 thumbprint unless given. */
  readonly keyId?: string;
  /** The RSA public key with which the signatures verify. */
  readonly publicJwk: JWK;
  /** Answers the signature over the bytes: RSASSA-PSS with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** Both halves of a key, for a private key that cannot be exported. */
export interface SigningKeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/**
 * A key with which tokens are signed: an RSA private key as PKCS #8 in PEM, as JWK, as an exportable `CryptoKey` or
 * as Node's `KeyObject`, a pair of `CryptoKey`s of which the private one need not be exportable, or a remote signer.
 */
export type SigningKey = string | JWK | CryptoKey | SigningKeyPair | NodeKeyObject | RemoteSigner;

/** What an issuer needs of a signing key. It holds the private key where nobody else can read it. */
export interface TokenSigner {
  readonly keyId: string;
  readonly publicKey: CryptoKey;
  sign(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

/** Prepares a signing key of any form, or throws what is wrong with it. */
export async function prepareSigner(key: SigningKey): Promise<TokenSigner> {
  if (typeof key === "string") return signerOfPkcs8(pemBytes(key, "PRIVATE KEY"));
  if (!isObject(key)) throw unknownForm();
  if (isCryptoKey(key)) return signerOfCryptoKey(key);
  if (isRemoteSigner(key)) return signerOfRemote(key);
  if (isSigningKeyPair(key)) return localSigner(key.privateKey, key.publicKey);
  if (isNodeKeyObject(key)) return signerOfJwk(jwkOfNodeKeyObject(key));
  if (isJwk(key)) return signerOfJwk(key);
  throw unknownForm();
}

function unknownForm(): Error {
  return unfit("it has no known form", "Give PKCS #8 PEM, a JWK, a CryptoKey, a KeyObject or a remote signer");
}

async function signerOfPkcs8(bytes: Uint8Array<ArrayBuffer>): Promise<TokenSigner> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("pkcs8", bytes, IMPORT_ALGORITHM, true, ["sign"]);
  } catch (cause) {
    throw unfit("it is no RSA private key in PKCS #8", "Make one with generateSigningKey", cause);
  }
  return signerOfCryptoKey(key);
}

async function signerOfCryptoKey(key: CryptoKey): Promise<TokenSigner> {
  checkRsaKey(key, "sign");
  if (!key.extractable) throw unfit("its public key cannot be read", "Give { privateKey, publicKey }");
  return signerOfJwk((await crypto.subtle.exportKey("jwk", key)) as JWK);
}

async function signerOfJwk(jwk: JWK): Promise<TokenSigner> {
  return localSigner(await importPrivateJwk(jwk), await importPublicJwk(publicMembers(jwk)));
}

async function localSigner(privateKey: CryptoKey, publicKey: CryptoKey): Promise<TokenSigner> {
  checkRsaKey(privateKey, "sign");
  checkRsaKey(publicKey, "verify");
  const sign = async (data: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign(SIGNATURE_ALGORITHM, privateKey, data));
  await checkBelongTogether(sign, publicKey);
  return { keyId: await thumbprint(publicKey), publicKey, sign };
}

/** The halves of a pair may be of two keys, and the numbers of a JWK of none: their signatures would verify nowhere. */
async function checkBelongTogether(sign: TokenSigner["sign"], publicKey: CryptoKey): Promise<void> {
  const probe = new TextEncoder().encode("a signature that is thrown away");
  const belongTogether = await sign(probe)
    .then((signature) =>
      crypto.subtle.verify(SIGNATURE_ALGORITHM, publicKey, signature as Uint8Array<ArrayBuffer>, probe),
    )
    // Runtimes fail here where the numbers are no key.
    .catch(() => false);
  if (!belongTogether) throw unfit("its parts do not belong together", "Give both halves of one key");
}

async function signerOfRemote(remote: RemoteSigner): Promise<TokenSigner> {
  const publicKey = await importPublicJwk(remote.publicJwk);
  return {
    keyId: remote.keyId ?? (await thumbprint(publicKey)),
    publicKey,
    sign: async (data) => {
      const signature = new Uint8Array(await remote.sign(data));
      if (await crypto.subtle.verify(SIGNATURE_ALGORITHM, publicKey, signature, data)) return signature;
      throw new BorrowTokenSignatureError(
        "The remote signer's signature does not verify with its publicJwk. Have it sign with that key, RSASSA-PSS and SHA-384.",
      );
    },
  };
}

async function thumbprint(publicKey: CryptoKey): Promise<string> {
  return calculateJwkThumbprint((await crypto.subtle.exportKey("jwk", publicKey)) as JWK);
}

function isRemoteSigner(key: object): key is RemoteSigner {
  return "sign" in key && typeof key.sign === "function";
}

function isSigningKeyPair(key: object): key is SigningKeyPair {
  return "privateKey" in key && isObject(key.privateKey);
}
