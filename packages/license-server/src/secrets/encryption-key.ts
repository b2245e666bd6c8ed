import { randomBytes } from "node:crypto";
import { createPrivateFile, readPrivateFile } from "../data-folder/private-file.js";
import { EncryptionKeyUnusableError } from "../license-server-error.js";
import type { EncryptionKey } from "./sealed-text.js";

const KEY_BYTES = 32;

/**
 * Reads an encryption key.
 *
 * @param text 32 bytes in base64
 * @param source where it comes from, for the message, which does not show it
 * @throws EncryptionKeyUnusableError when it is none
 */
export function encryptionKeyOf(text: string, source: string): EncryptionKey {
  const trimmed = text.trim();
  if (/^[A-Za-z0-9+/]{43}=$/.test(trimmed)) return Buffer.from(trimmed, "base64");
  throw new EncryptionKeyUnusableError(`The encryption key of ${source} must be ${KEY_BYTES} bytes in base64.`);
}

/**
 * Reads the encryption key of a file, which is made where it may be.
 *
 * @param mayCreate whether nothing was encrypted yet, so that a new key loses nothing
 * @throws UnsafePermissionsError when other users can read or change the file
 * @throws EncryptionKeyUnusableError when it is missing and may not be made, or is none
 */
export async function openEncryptionKey(path: string, mayCreate: boolean): Promise<EncryptionKey> {
  if (mayCreate && (await readPrivateFile(path)) === undefined) {
    await createPrivateFile(path, `${randomBytes(KEY_BYTES).toString("base64")}\n`);
  }
  // Another process may have been faster, whose key is then the server's.
  const text = await readPrivateFile(path);
  if (text !== undefined) return encryptionKeyOf(text, path);
  throw new EncryptionKeyUnusableError(
    `The encryption key ${path} is missing, and the database has secrets that were encrypted with one. Put it back. ` +
      "Where it is lost, put 32 new random bytes in base64 there, delete the access keys and create others, and run " +
      "borrow-license keys rotate default --activate-in 0, and so for each name of a signing key.",
  );
}
