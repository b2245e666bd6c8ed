import { randomUUID } from "node:crypto";
import { link, open, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import {
  type BorrowTokenIssuer,
  createBorrowTokenIssuer,
  generateSigningKey,
} from "@borrow-license/token-verification/issuer";
import { checkPrivateFile, PRIVATE_FILE } from "../data-folder/permissions.js";
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
  await createFile(path, privateKeyPem);
  // Another process may have been faster, whose key is then the server's.
  return (await readPrivateFile(path)) ?? privateKeyPem;
}

/** Answers what is in a file, or `undefined` where there is none. */
async function readPrivateFile(path: string): Promise<string | undefined> {
  const file = await open(path, "r").catch(ignore("ENOENT"));
  if (file === undefined) return undefined;
  try {
    checkPrivateFile(path, await file.stat());
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/** Creates a file with all its content or not at all, also when the machine stops in between. Never replaces one. */
async function createFile(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}`;
  try {
    const file = await open(unfinished, "wx", PRIVATE_FILE);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(unfinished, path).catch(ignore("EEXIST"));
  } finally {
    await unlink(unfinished).catch(ignore("ENOENT"));
  }
  await syncFolder(dirname(path));
}

/** Makes a file's name as durable as its content. Some systems cannot open folders. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(ignore("EISDIR", "EPERM"));
  await folder?.sync();
  await folder?.close();
}

function ignore(...codes: readonly string[]): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code === undefined || !codes.includes(error.code)) throw error;
    return undefined;
  };
}
