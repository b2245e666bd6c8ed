import { base64url, type CryptoKey, type JWK } from "jose";
import { BorrowTokenKeyUnfitError } from "../borrow-token-error.js";
import { borrowTokenClaimsProfile } from "../generated/index.js";

/** The JOSE name of the only algorithm (RFC 7518 section 3.5). */
export const ALGORITHM: "PS384" = borrowTokenClaimsProfile.algorithm;

/** What that algorithm is to the Web Cryptography API when a key is imported. */
export const IMPORT_ALGORITHM: { readonly name: "RSA-PSS"; readonly hash: "SHA-384" } = {
  name: "RSA-PSS",
  hash: "SHA-384",
};

/** What that algorithm is to the Web Cryptography API when it signs or verifies: the salt is as long as the hash. */
export const SIGNATURE_ALGORITHM: { readonly name: "RSA-PSS"; readonly saltLength: 48 } = {
  name: "RSA-PSS",
  saltLength: 48,
};

/** The largest RSA modulus in bits. Larger ones cost a verifier time and give no security that is of use. */
export const MAXIMUM_MODULUS_LENGTH = 8192;

/** The smallest RSA modulus in bits, as the model has it. */
export const MINIMUM_MODULUS_LENGTH: number = borrowTokenClaimsProfile.minimumModulusLength;

interface RsaKeyAlgorithm {
  readonly name: string;
  readonly hash?: { readonly name: string };
  readonly modulusLength?: number;
  readonly publicExponent?: Uint8Array;
}

/** Throws unless the key is an RSA key for PS384 of an allowed size that may be used as intended. */
export function checkRsaKey(key: CryptoKey, use: "sign" | "verify"): void {
  const type = use === "sign" ? "private" : "public";
  if (key.type !== type) throw unfit(`it is a ${key.type} key`, `Give the RSA ${type} key`);
  const { name, hash, modulusLength = 0, publicExponent = new Uint8Array() } = key.algorithm as RsaKeyAlgorithm;
  if (name !== IMPORT_ALGORITHM.name || hash?.name !== IMPORT_ALGORITHM.hash) {
    throw unfit(`it is for ${name} ${hash?.name ?? ""}`.trim(), "Import it for RSA-PSS with SHA-384");
  }
  if (!key.usages.includes(use)) throw unfit(`it may not ${use}`, `Import it with the usage "${use}"`);
  checkModulusLength(modulusLength);
  checkExponent(publicExponent);
}

/** Throws unless a modulus of so many bits is allowed. */
export function checkModulusLength(bits: number): void {
  if (bits >= MINIMUM_MODULUS_LENGTH && bits <= MAXIMUM_MODULUS_LENGTH) return;
  const allowed = `${MINIMUM_MODULUS_LENGTH} to ${MAXIMUM_MODULUS_LENGTH} bits`;
  throw unfit(`its modulus has ${bits} bits`, `Use an RSA key of ${allowed}`);
}

/** The error for a key, with the reason and a remedy. */
export function unfit(reason: string, remedy: string, cause?: unknown): BorrowTokenKeyUnfitError {
  return new BorrowTokenKeyUnfitError(`The key cannot be used: ${reason}. ${remedy}.`, { cause });
}

/**
 * Throws where the numbers of an RSA public key are no sound key. A modulus is the product of two odd primes. What a
 * `CryptoKey` that cannot be exported has as modulus stays unknown.
 */
export function checkPublicNumbers({ n = "", e = "" }: JWK): void {
  const last = base64url.decode(n).at(-1) ?? 0;
  if (last % 2 === 0) throw unfit("its modulus is even", "Export it again from where it was made");
  checkExponent(base64url.decode(e));
}

/**
 * With an exponent of 1 everybody can sign, and an even one is no RSA exponent at all. Those of more than 64 bits make
 * verifying slow, and nobody uses them.
 */
function checkExponent(bytes: Uint8Array): void {
  // Where all are zeros, the last of them is left.
  const exponent = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  const last = exponent.at(-1) ?? 0;
  if (last % 2 === 1 && (exponent.length > 1 || last >= 3) && exponent.length <= 8) return;
  throw unfit("its public exponent is unsafe", "Use an RSA key with 65537");
}
