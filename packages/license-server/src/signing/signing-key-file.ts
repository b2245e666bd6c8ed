import {
  type BorrowTokenIssuer,
  createBorrowTokenIssuer,
  generateSigningKey,
} from "@borrow-license/token-verification/issuer";
import { createPrivateFile, readPrivateFile } from "../data-folder/private-file.js";
import { isLicenseServerError, SigningKeyUnusableError } from "../license-server-error.js";

export interface SigningKeyFileOptions {
  /** Whether to make a new key where there is none. */
  readonly mayCreate: boolean;
}

/**
 * Reads the signing key of a file. A new one is an RSA key of 3072 bits.
 *
 * @param path the private key in PKCS #8 PEM
 * @throws UnsafePermissionsError when other users can read or change the file
 * @throws SigningKeyUnusableError when it is missing and may not be made, or is no RSA private key of 2048 to 8192 bits
 */
export async function openSigningKey(path: string, options: SigningKeyFileOptions): Promise<BorrowTokenIssuer> {
  try {
    const key = (await readPrivateFile(path)) ?? (options.mayCreate ? await createKey(path) : undefined);
    if (key === undefined) throw new SigningKeyUnusableError(missing(path));
    return await createBorrowTokenIssuer({ key });
  } catch (cause) {
    if (isLicenseServerError(cause)) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new SigningKeyUnusableError(`The signing key ${path} cannot be used: ${problem}`, { cause });
  }
}

function missing(path: string): string {
  return (
    `The signing key ${path} is missing, and the database beside it was used with one. Put it back. ` +
    "Where it is lost, put a new RSA private key in PKCS #8 PEM there and give applications its public key."
  );
}

async function createKey(path: string): Promise<string> {
  const { privateKeyPem } = await generateSigningKey();
  await createPrivateFile(path, privateKeyPem);
  // Another process may have been faster, whose key is then the server's.
  return (await readPrivateFile(path)) ?? privateKeyPem;
}
