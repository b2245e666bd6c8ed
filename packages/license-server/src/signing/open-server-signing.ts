import type { BorrowTokenIssuer } from "@borrow-license/token-verification/issuer";
import type { Logger } from "pino";
import { deletePrivateFile, readPrivateFile } from "../data-folder/private-file.js";
import { SigningKeyUnusableError } from "../license-server-error.js";
import type { EncryptionKey } from "../secrets/sealed-text.js";
import type { ChangeAuthor } from "../storage/audit/audit-event.js";
import type { SigningKeyStorage } from "../storage/signing-keys/signing-key-storage.js";
import type { KmsKeys } from "./kms-keys.js";
import { type LicenseSigner, oneKeyPublished, oneKeySigner, type PublishedKeys } from "./license-signer.js";
import { SigningKeys } from "./signing-keys.js";
import { StoredKeySigner } from "./stored-key-signer.js";

/** What a server signs with, and what it publishes of it. */
export interface ServerSigning {
  readonly signer: LicenseSigner;
  readonly publishedKeys: PublishedKeys;
  /** Waits until the server can sign. */
  ready(): Promise<void>;
  /** Waits for what goes on with the storage. */
  settled(): Promise<void>;
}

export interface ServerSigningOptions {
  readonly storage: SigningKeyStorage;
  readonly encryptionKey: EncryptionKey;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly kmsKeys?: KmsKeys;
  /** Who makes the first key, for the audit log. */
  readonly author?: ChangeAuthor;
  /** Where servers had their only key before keys were in the database. */
  readonly keyFile: string | undefined;
}

/** Signs everything with one key that is not in the storage. */
export function oneKeySigning(issuer: BorrowTokenIssuer): ServerSigning {
  const done = async (): Promise<void> => undefined;
  return { signer: oneKeySigner(issuer), publishedKeys: oneKeyPublished(issuer), ready: done, settled: done };
}

/**
 * Signs with the keys in a server's storage. A key in a file moves there; the first start makes one, while whoever needs it
 * waits and everybody else does not.
 *
 * @throws SigningKeyUnusableError when there is none and tokens were issued, or the file holds none
 * @throws UnsafePermissionsError when other users can read or change the file
 * @throws EncryptionKeyUnusableError when the default key is encrypted with another key
 */
export async function openServerSigning(options: ServerSigningOptions): Promise<ServerSigning> {
  const keys = new SigningKeys(options);
  if (options.keyFile !== undefined) await adoptFile(options.keyFile, keys, options.logger);
  if (await keys.isMissing()) throw new SigningKeyUnusableError(missing(options.keyFile));
  const signer = new StoredKeySigner(options);
  let preparing: Promise<void> | undefined;
  const prepare = async (): Promise<void> => {
    await keys.createDefault();
    await signer.checkDefaultKey();
  };
  const ready = (): Promise<void> => {
    preparing ??= prepare().catch((error: unknown) => {
      // The next one who needs it tries again.
      preparing = undefined;
      throw error;
    });
    return preparing;
  };
  if (await keys.hasDefault()) await ready();
  else ready().catch((err: unknown) => options.logger.error({ err }, "no signing key could be made"));
  return {
    signer: {
      signKeys: (account) => ready().then(() => signer.signKeys(account)),
      issue: (claims, license) => ready().then(() => signer.issue(claims, license)),
    },
    publishedKeys: () => ready().then(() => signer.publishedKeys()),
    ready,
    settled: async () => preparing?.catch(() => undefined),
  };
}

/** The key goes into the database, encrypted, before the file that anybody could read who reads the disk is deleted. */
export async function adoptFile(path: string, keys: SigningKeys, logger: Pick<Logger, "info">): Promise<void> {
  const pem = await readPrivateFile(path);
  if (pem === undefined) return;
  const adopted = await keys.adopt(pem).catch((cause: unknown) => {
    if (!(cause instanceof SigningKeyUnusableError)) throw cause;
    throw new SigningKeyUnusableError(`The signing key ${path} cannot be used: ${problemOf(cause)}`, { cause });
  });
  await deletePrivateFile(path);
  logger.info({ file: path, keyId: adopted?.keyId, state: adopted?.state }, "signing key moved into the database");
}

function problemOf({ cause }: Error): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function missing(keyFile: string | undefined): string {
  const place = keyFile === undefined ? "" : ` Where it was in a file, put that back: ${keyFile}.`;
  return (
    `The database has no signing key, and tokens were issued with one.${place} ` +
    "Where it is lost, run borrow-license keys create default, and give applications the new public key."
  );
}
