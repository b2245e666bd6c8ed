import { randomBytes } from "node:crypto";
import type { ReceivedRequest } from "@borrow-license/server-stub";
import type { DataFolder } from "../data-folder/data-folder.js";
import { encryptionKeyOf, openEncryptionKey } from "../secrets/encryption-key.js";
import type { EncryptionKey } from "../secrets/sealed-text.js";
import type { AccessKeyStorage } from "../storage/access-keys/access-key-storage.js";
import type { Storage } from "../storage/open-storage.js";
import { type AccessKeys, createAccessKeys } from "./access-keys.js";
import type { CredentialSource } from "./authenticate.js";
import type { Caller } from "./caller.js";
import type { FailureLimits } from "./failure-throttle.js";
import { identifyCaller } from "./identify-caller.js";

/** How a server knows its callers. */
export interface ServerAccessOptions {
  /** Accepts any credentials. For development, on the loopback interface only. Default: false. */
  readonly dev?: boolean;
  /** Where access keys are found, in place of the server's own storage. */
  readonly credentials?: CredentialSource;
  /** The key that secrets are encrypted with: 32 bytes in base64. Default: the one in the data folder. */
  readonly encryptionKey?: string;
  /** How many failures to authenticate are answered in full. */
  readonly failureLimits?: FailureLimits;
}

/** What a server knows its callers by. */
export interface ServerAccess {
  /** The hook of the handler, unless anybody may call. */
  readonly identifyCaller?: (request: ReceivedRequest) => Promise<Caller>;
  /** The server's own access keys, where it has some. */
  readonly accessKeys?: AccessKeys;
}

/**
 * @param storage the server's own access keys, where it has some
 * @param openKey answers the key that their secrets are encrypted with
 */
export async function serverAccess(
  options: ServerAccessOptions,
  storage: AccessKeyStorage | undefined,
  openKey: () => Promise<EncryptionKey>,
  { clock, region }: { readonly clock: () => Date; readonly region: string },
): Promise<ServerAccess> {
  if (options.dev === true) return {};
  const { credentials, failureLimits = {} } = options;
  if (credentials !== undefined)
    return { identifyCaller: identifyCaller({ credentials, clock, region, failureLimits }) };
  if (storage === undefined) throw new TypeError("A server with a storage of yours needs credentials, or dev: true.");
  const accessKeys = createAccessKeys({ storage, encryptionKey: await openKey(), clock, random: randomBytes });
  return { accessKeys, identifyCaller: identifyCaller({ credentials: accessKeys, clock, region, failureLimits }) };
}

/** The encryption key that was given, or the data folder's, or one for as long as the server runs. */
export async function encryptionKeyFor(
  given: string | undefined,
  folder: DataFolder | undefined,
  { accessKeys, signingKeys }: Pick<Storage, "accessKeys" | "signingKeys">,
): Promise<EncryptionKey> {
  if (given !== undefined) return encryptionKeyOf(given, "the configuration");
  if (folder === undefined) return randomBytes(32);
  const stored = await Promise.all([accessKeys.list(), signingKeys.list()]);
  return openEncryptionKey(folder.encryptionKeyFile, stored.flat().length === 0);
}
