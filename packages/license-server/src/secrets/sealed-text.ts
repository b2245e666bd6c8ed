import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key that secrets are encrypted with: 32 bytes. */
export type EncryptionKey = Uint8Array;

/**
 * Encrypts a text with AES-256-GCM (NIST SP 800-38D) under a random nonce of 96 bits.
 *
 * @param purpose what the text is and whose: only with the same one can it be read again, so that nobody who can write to
 * the database can put one secret in the place of another
 */
export function sealText(key: EncryptionKey, purpose: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString("base64url")}`;
}

/**
 * Reads a text that {@link sealText} encrypted.
 *
 * @throws Error when the key or the purpose is another one, or the sealed text was changed
 */
export function openSealedText(key: EncryptionKey, purpose: string, sealed: string): string {
  const [version, encoded = ""] = sealed.split(".", 2);
  const bytes = Buffer.from(encoded, "base64url");
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES)
    throw new Error("The sealed text has no known form.");
  const tag = bytes.subarray(bytes.length - TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(tag);
  const text = decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString("utf8");
}
