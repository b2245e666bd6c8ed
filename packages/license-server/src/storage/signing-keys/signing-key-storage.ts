import type { EpochSeconds } from "../../domain/date-time.js";
import type { ChangeAuthor } from "../audit/audit-event.js";

/**
 * A signing key as it is stored. Those of one name follow one another: licenses name the name, and the latest of them that
 * may sign does.
 */
export interface StoredSigningKey {
  /** The `kid` of its tokens. */
  readonly id: string;
  readonly name: string;
  /** Which of its name it is: from 1 on, without a gap. */
  readonly version: number;
  /** The account whose licenses it may sign, 12 digits. Without one it may sign everybody's. */
  readonly account?: string;
  /** The issuer whose licenses it signs where they name no key. */
  readonly issuerName?: string;
  /** The public key as JWK, as JSON. */
  readonly publicJwk: string;
  /** The private key in PKCS #8 PEM, encrypted. It is gone once the key is retired. */
  readonly sealedPrivateKey?: string;
  /** The key in AWS KMS, where the private key is there. */
  readonly kmsKeyId?: string;
  readonly createdAt: EpochSeconds;
  /** From when on it signs. It is published before. */
  readonly signsFrom: EpochSeconds;
  /** When it was said that it never signs again. */
  readonly retiredAt?: EpochSeconds;
  /** When it was said that nobody should accept its tokens any more. */
  readonly withdrawnAt?: EpochSeconds;
  /** No token that it signed is valid from then on; 0 where there is none. */
  readonly tokensUntil: EpochSeconds;
}

/** A signing key that is the next one of its name. */
export type NextSigningKey = Omit<StoredSigningKey, "version">;

/** Where signing keys are kept. Each method is one durable transaction. */
export interface SigningKeyStorage {
  /** All keys, by name and version. */
  list(): Promise<readonly StoredSigningKey[]>;
  /**
   * Adds a key as the next one of its name, also when several processes add keys. Answers it.
   *
   * @param make is given those that there are. It answers the key, or nothing where none is to be added, or throws.
   */
  add(
    make: (keys: readonly StoredSigningKey[]) => NextSigningKey | undefined,
    author?: ChangeAuthor,
  ): Promise<StoredSigningKey | undefined>;
  /**
   * Ends the use of keys. Their private keys are deleted. What was retired or withdrawn before stays so, from then on.
   *
   * @param choose is given those that there are, and answers the IDs of those to retire, or throws
   */
  retire(
    choose: (keys: readonly StoredSigningKey[]) => readonly string[],
    at: EpochSeconds,
    isWithdrawn: boolean,
    author?: ChangeAuthor,
  ): Promise<void>;
  /** Notes until when there are tokens of a key, unless a later moment is noted. */
  noteTokensUntil(id: string, moment: EpochSeconds): Promise<void>;
  /** When the last of all tokens expires or has expired that were ever issued, those of returned leases included. */
  lastExpiration(): Promise<EpochSeconds | undefined>;
  /** How many licenses name one of these in `Issuer.SignKey`, in their latest version, and are not being deleted. */
  countLicensesNaming(signKeys: readonly string[]): Promise<number>;
}
