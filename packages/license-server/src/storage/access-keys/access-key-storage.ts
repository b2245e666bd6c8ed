import type { EpochSeconds } from "../../domain/date-time.js";
import type { ChangeAuthor } from "../audit/audit-event.js";

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

/**
 * Where access keys are kept. Each method is one durable transaction, in which the audit log gets what changes, when and by
 * whom.
 */
export interface AccessKeyStorage {
  find(id: string): Promise<StoredAccessKey | undefined>;
  /** All keys, by account and age. */
  list(): Promise<readonly StoredAccessKey[]>;
  add(key: StoredAccessKey, author?: ChangeAuthor): Promise<void>;
  /** Adds a key where there is none at all, also when several processes try. Answers whether it was added. */
  addFirst(key: StoredAccessKey, author?: ChangeAuthor): Promise<boolean>;
  /** Says that a key is disabled from a moment on, or that it is enabled again. Answers whether there is such a key. */
  setDisabled(id: string, isDisabled: boolean, at: EpochSeconds, author?: ChangeAuthor): Promise<boolean>;
  /** Deletes a key. Answers whether there was one. */
  delete(id: string, at: EpochSeconds, author?: ChangeAuthor): Promise<boolean>;
}
