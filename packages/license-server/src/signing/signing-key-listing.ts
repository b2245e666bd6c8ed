import { epochSeconds } from "../domain/date-time.js";
import { SigningKeyNotFoundError } from "../license-server-error.js";
import type { SigningKeyStorage, StoredSigningKey } from "../storage/signing-keys/signing-key-storage.js";
import { type SigningKeySummary, summaryOf } from "./signing-key-summary.js";

/** What a look at signing keys stands on. */
export interface SigningKeyListingOptions {
  readonly storage: SigningKeyStorage;
  readonly clock: () => Date;
}

/** The signing keys of a server, to look at: no secret is needed for that. */
export class SigningKeyListing {
  readonly #storage: SigningKeyStorage;
  readonly #clock: () => Date;

  constructor({ clock, storage }: SigningKeyListingOptions) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** All keys, by name and version. */
  async list(): Promise<readonly SigningKeySummary[]> {
    const keys = await this.#storage.list();
    return keys.map((key) => summaryOf(key, keys, epochSeconds(this.#clock())));
  }

  /**
   * The keys of a name, or the one with an ID.
   *
   * @throws SigningKeyNotFoundError
   */
  async find(nameOrId: string): Promise<readonly SigningKeySummary[]> {
    const keys = await this.#storage.list();
    return keysMeant(keys, nameOrId).map((key) => summaryOf(key, keys, epochSeconds(this.#clock())));
  }
}

/** @throws SigningKeyNotFoundError when there is no such name and no such ID */
export function keysMeant(keys: readonly StoredSigningKey[], nameOrId: string): readonly StoredSigningKey[] {
  const named = keys.filter(({ name }) => name === nameOrId);
  const meant = named.length > 0 ? named : keys.filter(({ id }) => id === nameOrId);
  if (meant.length > 0) return meant;
  throw notFound(nameOrId);
}

export function notFound(nameOrId: string): SigningKeyNotFoundError {
  return new SigningKeyNotFoundError(
    `There is no signing key ${nameOrId}. Run borrow-license keys list to see those that there are.`,
  );
}
