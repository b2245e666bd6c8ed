import {
  type BorrowTokenClaims,
  type BorrowTokenIssuer,
  createBorrowTokenIssuer,
} from "@borrow-license/token-verification/issuer";
import { type EpochSeconds, epochSeconds } from "../domain/date-time.js";
import { EncryptionKeyUnusableError, SigningKeyUnusableError } from "../license-server-error.js";
import { type EncryptionKey, openSealedText } from "../secrets/sealed-text.js";
import type { SigningKeyStorage, StoredSigningKey } from "../storage/signing-keys/signing-key-storage.js";
import { DEFAULT_KEY } from "./default-key.js";
import { privateKeyPurpose } from "./key-material.js";
import { awsKmsKeys, type KmsKeys } from "./kms-keys.js";
import type { LicenseSigner, PublicJwk, PublishedKey, SignedLicense } from "./license-signer.js";
import { isPublished, keyForLicense, signingKeyNamed, signKeysOf, stateOf } from "./signing-key-state.js";

/** What signing with stored keys stands on. */
export interface StoredKeySignerOptions {
  readonly storage: SigningKeyStorage;
  readonly encryptionKey: EncryptionKey;
  readonly clock: () => Date;
  /** Finds keys in AWS KMS. Default: those of the AWS SDK's credentials. */
  readonly kmsKeys?: KmsKeys;
  /** Milliseconds that only go forward, whatever happens to the clock. */
  readonly elapsed?: () => number;
}

/** How long a process may go on with the keys that it knows, in milliseconds. */
const FRESH_MS = 2000;
/** Until when a key's tokens are valid is noted in steps of an hour, not to write at every checkout. */
const NOTED_STEP_SECONDS = 3600;

/** Signs with the keys in a server's storage, which several processes share. Private keys are nowhere else. */
export class StoredKeySigner implements LicenseSigner {
  readonly #storage: SigningKeyStorage;
  readonly #encryptionKey: EncryptionKey;
  readonly #clock: () => Date;
  readonly #kmsKeys: KmsKeys;
  readonly #elapsed: () => number;
  readonly #issuers = new Map<string, Promise<BorrowTokenIssuer>>();
  /** Until when each key's tokens are noted to be valid, and whether that is durable yet. */
  readonly #noted = new Map<string, { readonly until: EpochSeconds; readonly done: Promise<void> }>();
  #known: { readonly keys: Promise<readonly StoredSigningKey[]>; readonly readAt: number } | undefined;

  constructor({
    clock,
    elapsed = () => performance.now(),
    encryptionKey,
    kmsKeys = awsKmsKeys,
    storage,
  }: StoredKeySignerOptions) {
    this.#storage = storage;
    this.#encryptionKey = encryptionKey;
    this.#clock = clock;
    this.#kmsKeys = kmsKeys;
    this.#elapsed = elapsed;
  }

  async signKeys(account: string): Promise<readonly string[]> {
    return signKeysOf(await this.#readKeys(), account);
  }

  async issue(claims: BorrowTokenClaims, license: SignedLicense): Promise<string> {
    const key = keyForLicense(await this.#knownKeys(), license, this.#now());
    // Before the token exists: a key has to stay published for as long as any of its tokens holds.
    await this.#note(key, claims.expiration);
    return (await this.#issuerOf(key)).issue(claims);
  }

  /** The public keys that applications need at present, those that sign first. Reads them anew. */
  async publishedKeys(): Promise<readonly PublishedKey[]> {
    const keys = await this.#readKeys();
    const now = this.#now();
    const published = keys
      .filter((key) => isPublished(key, keys, now))
      .map((key) => ({
        publicJwk: JSON.parse(key.publicJwk) as PublicJwk,
        name: key.name,
        isDefault: key.name === DEFAULT_KEY,
        isSigning: stateOf(key, keys, now) === "signing",
      }));
    return [...published.filter(({ isSigning }) => isSigning), ...published.filter(({ isSigning }) => !isSigning)];
  }

  /**
   * Tells whether the server's own key can sign, before anybody asks for a token.
   *
   * @throws EncryptionKeyUnusableError when it is encrypted with another key than this server's
   */
  async checkDefaultKey(): Promise<void> {
    const key = signingKeyNamed(await this.#readKeys(), DEFAULT_KEY, this.#now());
    // A service elsewhere may be away for a while.
    if (key?.sealedPrivateKey !== undefined) await this.#issuerOf(key);
  }

  #now(): EpochSeconds {
    return epochSeconds(this.#clock());
  }

  #knownKeys(): Promise<readonly StoredSigningKey[]> {
    const known = this.#known;
    return known !== undefined && this.#elapsed() - known.readAt < FRESH_MS ? known.keys : this.#readKeys();
  }

  #readKeys(): Promise<readonly StoredSigningKey[]> {
    const keys = this.#storage.list().then((found) => {
      const usable = new Set(found.filter(({ retiredAt }) => retiredAt === undefined).map(({ id }) => id));
      for (const id of this.#issuers.keys()) if (!usable.has(id)) this.#issuers.delete(id);
      return found;
    });
    const read = { keys, readAt: this.#elapsed() };
    this.#known = read;
    // What failed is not remembered: the next one reads again.
    keys.catch(() => {
      if (this.#known === read) this.#known = undefined;
    });
    return keys;
  }

  async #note({ id, tokensUntil }: StoredSigningKey, expiration: Date): Promise<void> {
    const until = Math.ceil(epochSeconds(expiration) / NOTED_STEP_SECONDS) * NOTED_STEP_SECONDS;
    if (until <= tokensUntil) return;
    const noted = this.#noted.get(id);
    if (noted !== undefined && noted.until >= until) return noted.done;
    const noting = { until, done: this.#storage.noteTokensUntil(id, until) };
    this.#noted.set(id, noting);
    noting.done.catch(() => {
      if (this.#noted.get(id) === noting) this.#noted.delete(id);
    });
    return noting.done;
  }

  #issuerOf(key: StoredSigningKey): Promise<BorrowTokenIssuer> {
    const known = this.#issuers.get(key.id);
    if (known !== undefined) return known;
    const issuer = this.#openIssuer(key);
    this.#issuers.set(key.id, issuer);
    issuer.catch(() => this.#issuers.delete(key.id));
    return issuer;
  }

  async #openIssuer(key: StoredSigningKey): Promise<BorrowTokenIssuer> {
    const { id, kmsKeyId, sealedPrivateKey } = key;
    const issuer = await createBorrowTokenIssuer({
      key:
        kmsKeyId === undefined
          ? openPrivateKey(this.#encryptionKey, id, sealedPrivateKey ?? "")
          : (await this.#kmsKeys(kmsKeyId)).signer,
    });
    if (issuer.keyId === id) return issuer;
    throw new SigningKeyUnusableError(
      `The signing key ${id} of ${key.name} is another key in ${kmsKeyId ?? "the database"} by now. ` +
        `Run: borrow-license keys rotate ${key.name}`,
    );
  }
}

function openPrivateKey(encryptionKey: EncryptionKey, id: string, sealed: string): string {
  try {
    return openSealedText(encryptionKey, privateKeyPurpose(id), sealed);
  } catch (cause) {
    throw new EncryptionKeyUnusableError(
      `The private key of the signing key ${id} cannot be read with this server's encryption key. Give the key that the ` +
        "database was used with. Where it is lost, run borrow-license keys rotate default --activate-in 0, and give " +
        "applications the new public key.",
      { cause },
    );
  }
}
