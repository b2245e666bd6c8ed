import {
  type BorrowTokenIssuer,
  createBorrowTokenIssuer,
  generateSigningKey,
} from "@borrow-license/token-verification/issuer";
import { SigningKeyUnusableError } from "../license-server-error.js";
import { type EncryptionKey, sealText } from "../secrets/sealed-text.js";
import type { NextSigningKey } from "../storage/signing-keys/signing-key-storage.js";
import type { KmsKeys } from "./kms-keys.js";

/** Where a new key comes from: it is made, it was made elsewhere, or it stays in AWS KMS. */
export type SigningKeySource =
  /** The length of the RSA modulus in bits. Default: 3072. */
  | { readonly modulusLength?: number }
  /** PKCS #8 in PEM. */
  | { readonly privateKeyPem: string }
  /** The key's ID, ARN or alias. An alias is resolved once. */
  | { readonly kmsKeyId: string };

/** A key in the form in which it is stored. */
export type KeyMaterial = Pick<NextSigningKey, "id" | "publicJwk" | "sealedPrivateKey" | "kmsKeyId">;

/**
 * Makes a key ready to be stored.
 *
 * @throws SigningKeyUnusableError when it is no RSA private key of 2048 to 8192 bits
 */
export async function keyMaterial(
  source: SigningKeySource,
  encryptionKey: EncryptionKey,
  kmsKeys: KmsKeys,
): Promise<KeyMaterial> {
  if ("kmsKeyId" in source) {
    const { arn, signer } = await kmsKeys(source.kmsKeyId);
    return { ...publicPart(await createBorrowTokenIssuer({ key: signer })), kmsKeyId: arn };
  }
  const pem = "privateKeyPem" in source ? source.privateKeyPem : (await generateSigningKey(source)).privateKeyPem;
  const shown = publicPart(await createBorrowTokenIssuer({ key: pem }).catch(unusable));
  return { ...shown, sealedPrivateKey: sealText(encryptionKey, privateKeyPurpose(shown.id), pem) };
}

/** What a private key is encrypted for: only as this key's can it be read again. */
export function privateKeyPurpose(id: string): string {
  return `signing-key:${id}`;
}

function publicPart({ keyId, publicJwk }: BorrowTokenIssuer): Pick<NextSigningKey, "id" | "publicJwk"> {
  return { id: keyId, publicJwk: JSON.stringify(publicJwk) };
}

function unusable(cause: unknown): never {
  const problem = cause instanceof Error ? cause.message : String(cause);
  throw new SigningKeyUnusableError(`The signing key cannot be used: ${problem}`, { cause });
}
