import type { EpochSeconds } from "../../domain/date-time.js";

/** An access key as it is stored. */
export interface StoredAccessKey {
  readonly id: string;
  /** The account that it belongs to: 12 digits. */
  readonly account: string;
  readonly description: string;
  /** The secret access key, encrypted. */
  readonly sealedSecret: string;
  /** The policy, as JSON. */
  readonly policy: string;
  /** The SHA-256 of the session token of a temporary key, in hexadecimal. */
  readonly sessionTokenDigest?: string;
  readonly createdAt: EpochSeconds;
  /** When a temporary key stops to be valid. */
  readonly expiration?: EpochSeconds;
  readonly disabledAt?: EpochSeconds;
}

/** Where access keys are kept. Each method is one durable transaction. */
export interface AccessKeyStorage {
  find(id: string): Promise<StoredAccessKey | undefined>;
  /** All keys, by account and age. */
  list(): Promise<readonly StoredAccessKey[]>;
  add(key: StoredAccessKey): Promise<void>;
  /** Adds a key where there is none at all, also when several processes try. Answers whether it was added. */
  addFirst(key: StoredAccessKey): Promise<boolean>;
  /** Says from when on a key is disabled, or that it is not. Answers whether there is such a key. */
  setDisabled(id: string, disabledAt: EpochSeconds | undefined): Promise<boolean>;
  /** Deletes a key. Answers whether there was one. */
  delete(id: string): Promise<boolean>;
}
