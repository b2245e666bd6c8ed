import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { epochSeconds } from "../domain/date-time.js";
import type { RandomBytes } from "../domain/identifiers.js";
import { EncryptionKeyUnusableError } from "../license-server-error.js";
import { type EncryptionKey, openSealedText, sealText } from "../secrets/sealed-text.js";
import type { AccessKeyStorage, StoredAccessKey } from "../storage/access-keys/access-key-storage.js";
import type { ChangeAuthor } from "../storage/audit/audit-event.js";
import type { CredentialSource, Credentials } from "./authenticate.js";
import { ADMINISTRATOR_POLICY, type Policy } from "./policy.js";

/** What a new access key is for. */
export interface AccessKeyRequest {
  /** The account that the key belongs to: 12 digits. */
  readonly account: string;
  readonly policy: Policy;
  /** Whose key it is, for people. */
  readonly description?: string;
  /** How long a temporary key is valid, in seconds. It gets a session token. Default: the key is not temporary. */
  readonly lifetimeSeconds?: number;
}

/** A new access key. Its secret is shown here and never again. */
export interface NewAccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly account: string;
}

/** What can be told of an access key: everything but its secret. */
export interface AccessKeySummary {
  readonly accessKeyId: string;
  readonly account: string;
  readonly description: string;
  readonly status: "active" | "disabled" | "expired";
  readonly policy: Policy;
  readonly createdAt: Date;
  readonly expiration?: Date;
}

/** What access keys stand on. */
export interface AccessKeysOptions {
  readonly storage: AccessKeyStorage;
  readonly encryptionKey: EncryptionKey;
  readonly clock: () => Date;
  readonly random: RandomBytes;
  /** Milliseconds that only go forward, whatever happens to the clock. */
  readonly elapsed?: () => number;
}

/** Every access key of a server. Who changes one is for the audit log. */
export interface AccessKeys extends CredentialSource {
  create(request: AccessKeyRequest, author?: ChangeAuthor): Promise<NewAccessKey>;
  /** Makes an administrator's key where there is no key at all. */
  createFirst(account: string): Promise<NewAccessKey | undefined>;
  list(): Promise<readonly AccessKeySummary[]>;
  /** Answers whether there is such a key. Other processes notice within two seconds. */
  setDisabled(accessKeyId: string, isDisabled: boolean, author?: ChangeAuthor): Promise<boolean>;
  delete(accessKeyId: string, author?: ChangeAuthor): Promise<boolean>;
}

/** How long another process may go on with a key that was disabled, in milliseconds. */
const FRESH_MS = 2000;
const MAXIMUM_CACHED = 10_000;

/** Keeps a server's access keys in its storage, their secrets encrypted. */
export function createAccessKeys({
  clock,
  elapsed = () => performance.now(),
  encryptionKey,
  random,
  storage,
}: AccessKeysOptions): AccessKeys {
  const inUse = new LRUCache<string, Credentials>({
    max: MAXIMUM_CACHED,
    ttl: FRESH_MS,
    ttlResolution: 0,
    perf: { now: elapsed },
  });
  const make = (request: AccessKeyRequest): { readonly shown: NewAccessKey; readonly stored: StoredAccessKey } =>
    newAccessKey(request, encryptionKey, clock(), random);
  return {
    async find(accessKeyId) {
      const known = inUse.get(accessKeyId);
      if (known !== undefined) return known;
      const stored = await storage.find(accessKeyId);
      if (stored === undefined || stored.disabledAt !== undefined || isHalfTemporary(stored)) return undefined;
      const credentials = credentialsOf(stored, encryptionKey);
      inUse.set(accessKeyId, credentials);
      return credentials;
    },
    async create(request, author) {
      const { shown, stored } = make(request);
      await storage.add(stored, author);
      return shown;
    },
    async createFirst(account) {
      const { shown, stored } = make({ account, policy: ADMINISTRATOR_POLICY, description: "administrator" });
      return (await storage.addFirst(stored)) ? shown : undefined;
    },
    list: () => listAccessKeys(storage, clock()),
    async setDisabled(accessKeyId, isDisabled, author) {
      inUse.delete(accessKeyId);
      return storage.setDisabled(accessKeyId, isDisabled, epochSeconds(clock()), author);
    },
    async delete(accessKeyId, author) {
      inUse.delete(accessKeyId);
      return storage.delete(accessKeyId, epochSeconds(clock()), author);
    },
  };
}

/** What can be told of all access keys. No secret is needed for that. */
export async function listAccessKeys(storage: AccessKeyStorage, now: Date): Promise<readonly AccessKeySummary[]> {
  return (await storage.list()).map((stored) => summaryOf(stored, now));
}

function newAccessKey(
  { account, description = "", lifetimeSeconds, policy }: AccessKeyRequest,
  encryptionKey: EncryptionKey,
  now: Date,
  random: RandomBytes,
): { readonly shown: NewAccessKey; readonly stored: StoredAccessKey } {
  if (!/^[0-9]{12}$/.test(account)) throw new TypeError(`The account must have 12 digits; it is "${account}".`);
  const temporary = lifetimeSeconds !== undefined;
  // The letters tell people and scanners for leaked secrets what it is, and that it is none of the cloud's.
  const accessKeyId = `${temporary ? "BLTK" : "BLAK"}${Buffer.from(random(8)).toString("hex").toUpperCase()}`;
  const secretAccessKey = Buffer.from(random(30)).toString("base64url");
  const sessionToken = temporary ? Buffer.from(random(30)).toString("base64url") : undefined;
  const createdAt = Math.floor(now.getTime() / 1000);
  return {
    shown: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }), account },
    stored: {
      id: accessKeyId,
      account,
      description,
      sealedSecret: sealText(encryptionKey, purposeOf(accessKeyId), secretAccessKey),
      policy: JSON.stringify(policy),
      createdAt,
      ...(sessionToken === undefined ? {} : { sessionTokenDigest: sha256(sessionToken) }),
      ...(temporary ? { expiration: createdAt + lifetimeSeconds } : {}),
    },
  };
}

/** A key that has lost its end, or what its session token is known by, must not become one that is valid for ever. */
function isHalfTemporary({ expiration, sessionTokenDigest }: StoredAccessKey): boolean {
  return (expiration === undefined) !== (sessionTokenDigest === undefined);
}

function credentialsOf(stored: StoredAccessKey, encryptionKey: EncryptionKey): Credentials {
  const { account, expiration, id, sealedSecret, sessionTokenDigest } = stored;
  let secretAccessKey: string;
  try {
    secretAccessKey = openSealedText(encryptionKey, purposeOf(id), sealedSecret);
  } catch (cause) {
    throw new EncryptionKeyUnusableError(
      `The secret of the access key ${id} cannot be read with this server's encryption key. Give the key that the database was used with.`,
      { cause },
    );
  }
  const policy = JSON.parse(stored.policy) as Policy;
  if (sessionTokenDigest === undefined || expiration === undefined) {
    return { accessKeyId: id, secretAccessKey, account, policy };
  }
  const session = { tokenDigest: sessionTokenDigest, expiration: new Date(expiration * 1000) };
  return { accessKeyId: id, secretAccessKey, account, policy, session };
}

function summaryOf(stored: StoredAccessKey, now: Date): AccessKeySummary {
  const { account, createdAt, description, disabledAt, id, policy } = stored;
  const expiration = stored.expiration === undefined ? undefined : new Date(stored.expiration * 1000);
  const isExpired = expiration !== undefined && expiration <= now;
  return {
    accessKeyId: id,
    account,
    description,
    status: disabledAt !== undefined ? "disabled" : isExpired ? "expired" : "active",
    policy: JSON.parse(policy) as Policy,
    createdAt: new Date(createdAt * 1000),
    ...(expiration === undefined ? {} : { expiration }),
  };
}

function purposeOf(accessKeyId: string): string {
  return `access-key:${accessKeyId}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
