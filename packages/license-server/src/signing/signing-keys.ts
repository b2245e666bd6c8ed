import { type EpochSeconds, epochSeconds } from "../domain/date-time.js";
import { SigningKeyRefusedError } from "../license-server-error.js";
import type { EncryptionKey } from "../secrets/sealed-text.js";
import type { ChangeAuthor } from "../storage/audit/audit-event.js";
import type {
  NextSigningKey,
  SigningKeyStorage,
  StoredSigningKey,
} from "../storage/signing-keys/signing-key-storage.js";
import { DEFAULT_KEY } from "./default-key.js";
import { type KeyMaterial, keyMaterial, type SigningKeySource } from "./key-material.js";
import { awsKmsKeys, type KmsKeys } from "./kms-keys.js";
import { keysMeant, notFound, SigningKeyListing } from "./signing-key-listing.js";
import { isUsable, signingKeyNamed } from "./signing-key-state.js";
import { type SigningKeySummary, summaryOf } from "./signing-key-summary.js";

/** What a new key is for. */
export interface SigningKeyRequest {
  /** What licenses name it by in `Issuer.SignKey`. */
  readonly name: string;
  /** The account whose licenses it may sign: 12 digits. Default: everybody's. */
  readonly account?: string;
  /** The issuer whose licenses it signs where they name no key. Needs an account. */
  readonly issuerName?: string;
  readonly source?: SigningKeySource;
}

/** What signing keys stand on. */
export interface SigningKeysOptions {
  readonly storage: SigningKeyStorage;
  readonly encryptionKey: EncryptionKey;
  readonly clock: () => Date;
  /** Finds keys in AWS KMS. Default: those of the AWS SDK's credentials. */
  readonly kmsKeys?: KmsKeys;
  /** Who makes changes, for the audit log. */
  readonly author?: ChangeAuthor;
}

/** How a key ends. */
export interface Retirement {
  /** Whether nobody should accept its tokens any more, such as after somebody else got the private key. */
  readonly isWithdrawn?: boolean;
  /** Whether licenses may name it, of which nothing can be borrowed then. */
  readonly evenIfNamed?: boolean;
}

/** Every signing key of a server. Other processes notice changes within two seconds. */
export class SigningKeys extends SigningKeyListing {
  readonly #storage: SigningKeyStorage;
  readonly #encryptionKey: EncryptionKey;
  readonly #clock: () => Date;
  readonly #kmsKeys: KmsKeys;
  readonly #author: ChangeAuthor;

  constructor({ author = {}, clock, encryptionKey, kmsKeys = awsKmsKeys, storage }: SigningKeysOptions) {
    super({ clock, storage });
    this.#storage = storage;
    this.#encryptionKey = encryptionKey;
    this.#clock = clock;
    this.#kmsKeys = kmsKeys;
    this.#author = author;
  }

  /**
   * Creates a key of a new name, which signs at once.
   *
   * @throws SigningKeyRefusedError when there is such a name, or the issuer has a key
   */
  async create({ account, issuerName, name, source = {} }: SigningKeyRequest): Promise<SigningKeySummary> {
    checkName(name);
    const material = await this.#material(source);
    const owner = ownerOf({ account, issuerName });
    return this.#add((keys) => {
      if (keys.some((other) => other.name === name)) throw nameTaken(name);
      const rival = keys.find(
        (other) => other.account === account && other.issuerName === issuerName && isUsable(other),
      );
      if (issuerName !== undefined && rival !== undefined) throw issuerTaken(rival);
      return { ...material, ...this.#times(0), ...owner, name };
    });
  }

  /**
   * Creates the next key of a name. The present one signs until then, and stays published until its last token expires.
   *
   * @param signsInSeconds how long it is published before it signs, for applications to get it
   * @throws SigningKeyNotFoundError when there is no such name
   */
  async rotate(name: string, signsInSeconds: number, source: SigningKeySource = {}): Promise<SigningKeySummary> {
    const material = await this.#material(source);
    return this.#add((keys) => {
      const latest = keys.findLast((key) => key.name === name);
      if (latest === undefined) throw notFound(name);
      return { ...material, ...this.#times(signsInSeconds), ...ownerOf(latest), name };
    });
  }

  /**
   * Makes keys never sign again, and deletes their private halves. They stay published until their last token expires,
   * unless they are withdrawn.
   *
   * @param nameOrId all keys of a name, or one key by its ID
   * @throws SigningKeyNotFoundError
   * @throws SigningKeyRefusedError when nothing would sign what they have to sign
   */
  async retire(nameOrId: string, retirement: Retirement = {}): Promise<readonly SigningKeySummary[]> {
    const { evenIfNamed = false, isWithdrawn = false } = retirement;
    const meant = await this.find(nameOrId);
    const isWhole = meant[0]?.name === nameOrId;
    if (isWhole && !evenIfNamed) await this.#checkUnnamed(nameOrId, meant);
    const now = this.#now();
    const choose = (keys: readonly StoredSigningKey[]): readonly string[] => {
      const retired = keysMeant(keys, nameOrId);
      if (isWhole && nameOrId === DEFAULT_KEY) throw defaultNeeded();
      if (!isWhole && leavesNone(keys, retired, now)) throw successorNeeded(retired);
      return retired.map(({ id }) => id);
    };
    await this.#storage.retire(choose, now, isWithdrawn, this.#author);
    return this.find(nameOrId);
  }

  /** Makes the default key where there is none. Answers it where it was made. */
  async createDefault(): Promise<SigningKeySummary | undefined> {
    if (await this.hasDefault()) return undefined;
    const material = await this.#material({});
    const made = (keys: readonly StoredSigningKey[]): NextSigningKey | undefined =>
      keys.some(isDefault) ? undefined : { ...material, ...this.#times(0), name: DEFAULT_KEY };
    return this.#summaryOf(await this.#storage.add(made, this.#author));
  }

  /**
   * Takes the key in that a server had in a file: as the default, or where there is one, as a key that signs no more and
   * whose tokens stay valid. Answers it where it was not here before.
   */
  async adopt(privateKeyPem: string): Promise<SigningKeySummary | undefined> {
    const [material, tokensUntil = 0] = await Promise.all([
      this.#material({ privateKeyPem }),
      this.#storage.lastExpiration(),
    ]);
    const adopted = (keys: readonly StoredSigningKey[]): NextSigningKey | undefined => {
      if (keys.some(({ id }) => id === material.id)) return undefined;
      const { sealedPrivateKey, ...shown } = material;
      const end = keys.some(isDefault)
        ? { retiredAt: this.#now() }
        : sealedPrivateKey === undefined
          ? {}
          : { sealedPrivateKey };
      return { ...shown, ...this.#times(0), tokensUntil, ...end, name: DEFAULT_KEY };
    };
    return this.#summaryOf(await this.#storage.add(adopted, this.#author));
  }

  async hasDefault(): Promise<boolean> {
    return (await this.#storage.list()).some(isDefault);
  }

  /** Whether tokens were issued with keys that are not here. */
  async isMissing(): Promise<boolean> {
    if (await this.hasDefault()) return false;
    return (await this.#storage.lastExpiration()) !== undefined;
  }

  async #add(make: (keys: readonly StoredSigningKey[]) => NextSigningKey): Promise<SigningKeySummary> {
    const added = await this.#storage.add((keys) => {
      const key = make(keys);
      const known = keys.find(({ id }) => id === key.id);
      if (known === undefined) return key;
      throw new SigningKeyRefusedError(`That key is there already, as version ${known.version} of ${known.name}.`);
    }, this.#author);
    return (await this.#summaryOf(added)) as SigningKeySummary;
  }

  #material(source: SigningKeySource): Promise<KeyMaterial> {
    return keyMaterial(source, this.#encryptionKey, this.#kmsKeys);
  }

  #times(signsInSeconds: number): Pick<NextSigningKey, "createdAt" | "signsFrom" | "tokensUntil"> {
    const now = this.#now();
    return { createdAt: now, signsFrom: now + signsInSeconds, tokensUntil: 0 };
  }

  async #checkUnnamed(name: string, keys: readonly SigningKeySummary[]): Promise<void> {
    const count = await this.#storage.countLicensesNaming([name, ...keys.map(({ keyId }) => keyId)]);
    if (count === 0) return;
    throw new SigningKeyRefusedError(
      `${count} licenses name the signing key ${name}, and nothing could be borrowed of them. ` +
        "Give them new versions with another SignKey first, or retire it with --even-if-named.",
    );
  }

  async #summaryOf(key: StoredSigningKey | undefined): Promise<SigningKeySummary | undefined> {
    return key && summaryOf(key, await this.#storage.list(), this.#now());
  }

  #now(): EpochSeconds {
    return epochSeconds(this.#clock());
  }
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/;

function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new SigningKeyRefusedError(
    `A signing key's name has up to 128 letters, digits and . _ / - and begins with a letter or digit; it is ${JSON.stringify(name)}.`,
  );
}

function isDefault({ name }: StoredSigningKey): boolean {
  return name === DEFAULT_KEY;
}

/** Whether no key of the name would sign any more, that does so now. */
function leavesNone(
  keys: readonly StoredSigningKey[],
  [retired]: readonly StoredSigningKey[],
  now: EpochSeconds,
): boolean {
  if (retired === undefined || signingKeyNamed(keys, retired.name, now)?.id !== retired.id) return false;
  const others = keys.filter(({ id }) => id !== retired.id);
  return signingKeyNamed(others, retired.name, now) === undefined;
}

function ownerOf({
  account,
  issuerName,
}: {
  readonly account?: string | undefined;
  readonly issuerName?: string | undefined;
}): Pick<NextSigningKey, "account" | "issuerName"> {
  return { ...(account === undefined ? {} : { account }), ...(issuerName === undefined ? {} : { issuerName }) };
}

function nameTaken(name: string): SigningKeyRefusedError {
  return new SigningKeyRefusedError(
    `There is a signing key ${name} already. Choose another name, or give it a successor: borrow-license keys rotate ${name}`,
  );
}

function issuerTaken({ account, issuerName, name }: StoredSigningKey): SigningKeyRefusedError {
  return new SigningKeyRefusedError(
    `The issuer "${issuerName}" of the account ${account} has the signing key ${name}. Rotate that, or retire it first.`,
  );
}

function defaultNeeded(): SigningKeyRefusedError {
  return new SigningKeyRefusedError(
    `The key ${DEFAULT_KEY} signs what has no other key. Rotate it, and retire by its ID what it was before.`,
  );
}

function successorNeeded(retired: readonly StoredSigningKey[]): SigningKeyRefusedError {
  const [{ id = "", name = "" } = {}] = retired;
  return new SigningKeyRefusedError(
    `${id} is the only key that signs for ${name}. Run borrow-license keys rotate ${name} --activate-in 0 first` +
      `${name === DEFAULT_KEY ? "" : `, or retire ${name} as a whole`}.`,
  );
}
